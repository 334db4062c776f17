import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { LogLevel } from "#lib/contract/log-level.ts";
import type { Severity } from "#lib/contract/severity.ts";

/** What is as expected has no colour, so that the rest stands out. */
const severityOf: Partial<Record<LogLevel, Severity>> = {
  warn: "yellow",
  error: "red-high",
  critical: "cherry",
};

export function LevelMark({ level }: { level: LogLevel }) {
  const severity = severityOf[level];
  return (
    <span
      className={classNames(
        "figures inline-flex items-baseline gap-1.5 text-xs uppercase",
        severity ? `font-semibold ${severityInk[severity]}` : "text-muted",
      )}
    >
      {severity ? (
        <SeverityGlyph severity={severity} className="size-3 self-center" />
      ) : (
        <span aria-hidden className="mx-1 size-1 self-center rounded-full bg-current" />
      )}
      {level}
    </span>
  );
}
