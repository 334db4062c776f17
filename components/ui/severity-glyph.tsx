import type { Severity } from "#lib/contract/severity.ts";
import { classNames } from "./class-names.ts";

/** One outline each, with the inner mark cut out, so that the shape alone tells them apart at 12 px. */
const outlines: Record<Severity, string> = {
  cherry:
    "M8 .6 15.4 8 8 15.4.6 8ZM11.15 6.2 9.8 4.85 8 6.66 6.2 4.85 4.85 6.2 6.66 8 4.85 9.8 6.2 11.15 8 9.34 9.8 11.15 11.15 9.8 9.34 8Z",
  "red-high":
    "M14.65 10.76 10.76 14.65H5.24L1.35 10.76V5.24L5.24 1.35H10.76L14.65 5.24ZM7 3.9V9.1H9V3.9ZM7 10.4V12.3H9V10.4Z",
  red: "M8 2 15 14H1Z",
  yellow: "M8 14 1 2H15Z",
  green: "M8 2A6 6 0 0 1 8 14A6 6 0 0 1 8 2Z",
  "light-green":
    "M8 1.5A6.5 6.5 0 0 1 8 14.5A6.5 6.5 0 0 1 8 1.5ZM8 4.6A3.4 3.4 0 0 0 8 11.4A3.4 3.4 0 0 0 8 4.6Z",
  "dark-green":
    "M8 .9A7.1 7.1 0 0 1 8 15.1A7.1 7.1 0 0 1 8 .9ZM4.26 8.74 7.19 11.66 11.87 6.4 10.53 5.2 7.11 9.04 5.54 7.46Z",
};

export function SeverityGlyph({ severity, className }: { severity: Severity; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={classNames("size-3.5 shrink-0 fill-current", className)}
    >
      <path
        d={outlines[severity]}
        fillRule="evenodd"
        stroke="currentColor"
        strokeWidth={severity === "red" || severity === "yellow" ? 1 : 0}
        strokeLinejoin="round"
      />
    </svg>
  );
}
