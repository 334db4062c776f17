import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { severityWords } from "#lib/contract/severity.ts";
import { isLoud } from "./alert-tally.ts";

type Props = {
  alert: Pick<Alert, "severity" | "state" | "inhibitedBy">;
  /** The server is not heard: a colour would claim what it was of now. */
  lastKnown?: boolean;
};

/** Filled in only for what still wants somebody; the rest has the shape, the word and an outline. */
export function AlertChip({ alert: { severity, state, inhibitedBy }, lastKnown = false }: Props) {
  if (lastKnown || state === "resolved") {
    return (
      <span className="inline-flex h-6 items-center gap-1.5 rounded-md border border-dashed border-edge px-2 text-sm whitespace-nowrap text-muted">
        <SeverityGlyph severity={severity} />
        {state === "resolved" ? (
          <span className="sr-only">Was: </span>
        ) : (
          <span className="sr-only">Last known: </span>
        )}
        {severityWords[severity].word}
      </span>
    );
  }
  return <SeverityChip severity={severity} look={isLoud({ state, inhibitedBy }) ? "solid" : "outline"} />;
}
