// The page's icon with a number on it: a tab that is not looked at says that something wants somebody.
import type { Severity } from "#lib/contract/severity.ts";

/** As in globals.css, by paper and graphite: an icon is outside of the page and its colours. */
const colours: Partial<Record<Severity, { fill: string; ink: string }>> = {
  cherry: { fill: "#b8004a", ink: "#ffffff" },
  "red-high": { fill: "#d4141c", ink: "#ffffff" },
  red: { fill: "#c2410c", ink: "#ffffff" },
  yellow: { fill: "#e9c400", ink: "#17181c" },
};
const mostShown = 99;

export function firingIcon(count: number, worst: Severity): string {
  const { fill, ink } = colours[worst] ?? { fill: "#5b5a55", ink: "#ffffff" };
  const text = count > mostShown ? "99+" : String(count);
  const size = { 1: 20, 2: 16 }[text.length] ?? 12;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${fill}"/><text x="16" y="17" font-family="system-ui,sans-serif" font-weight="700" font-size="${size}" fill="${ink}" text-anchor="middle" dominant-baseline="central">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** `(3) Alerts · Faultmart`; the number before stays out of it. */
export function countedTitle(title: string, count: number): string {
  const bare = title.replace(/^\(\d+\) /, "");
  return count > 0 ? `(${count}) ${bare}` : bare;
}
