import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AlertEvent } from "#lib/contract/alert-answers.ts";
import { severityWords } from "#lib/contract/severity.ts";

const words: Record<AlertEvent["what"], string> = {
  fired: "Began to fire",
  worsened: "Got worse",
  improved: "Got better",
  acknowledged: "Acknowledged",
  unacknowledged: "Acknowledgement taken back",
  inhibited: "Found to follow from another",
  uninhibited: "No longer follows from another",
  resolved: "Resolved",
  notified: "Somebody was told",
  "not-notified": "Nobody could be told",
};
/** Those that say how bad it was then. */
const judged: ReadonlySet<AlertEvent["what"]> = new Set<AlertEvent["what"]>([
  "fired",
  "worsened",
  "improved",
]);

/** Who did it: the process itself is not named. */
export function EventList({ events }: { events: readonly AlertEvent[] }) {
  return (
    <ol className="border-l border-line">
      {events.map(({ id, at, what, by, severity, note }) => (
        <li key={id} className="relative pb-5 pl-6 last:pb-0">
          <span
            aria-hidden
            className={classNames(
              "absolute top-1 -left-[7.5px] grid size-[15px] place-items-center rounded-full bg-ground",
              judged.has(what) ? severityInk[severity] : "text-edge",
            )}
          >
            {judged.has(what) ? (
              <SeverityGlyph severity={severity} className="size-3.5" />
            ) : (
              <span className="size-2 rounded-full bg-current" />
            )}
          </span>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{words[what]}</span>
            {judged.has(what) ? <span className="text-muted">{severityWords[severity].word}</span> : null}
            {by === "faultmart" ? null : <span className="text-muted">by {by}</span>}
          </p>
          {note === "" ? null : <p className="max-w-prose break-words">{note}</p>}
          <p className="figures text-sm text-muted">
            <Time iso={at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
