import type { BrowserReport } from "#lib/contract/browser-report.ts";
import type { Sent } from "./outbox.ts";

const address = "/api/browser-telemetry";

/** `fetch` is the browser's own: what is told of requests is not a request to tell of. */
export async function sendReport(fetch: typeof window.fetch, report: BrowserReport): Promise<Sent> {
  // The browser would complain to the console of what its reader knows already.
  if (!navigator.onLine) return "unheard";
  try {
    const { ok, status } = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(report),
      keepalive: true,
      priority: "low",
    });
    if (ok) return "taken";
    if (status === 404) return "off";
    return status >= 500 || status === 429 ? "unheard" : "refused";
  } catch {
    return "unheard";
  }
}

export function leaveReport(report: BrowserReport): boolean {
  return navigator.sendBeacon(address, new Blob([JSON.stringify(report)], { type: "application/json" }));
}
