import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Delivery } from "#lib/contract/alert-answers.ts";
import { alertHref } from "#lib/contract/evidence-links.ts";
import { eventWords } from "./channel-words.ts";

type Props = {
  deliveries: readonly Delivery[];
  /** Where only one channel's are shown. */
  channelName: string | undefined;
  isPart: boolean;
  all: string;
  older: string | undefined;
  nowMs: number;
};

/** The newest first. */
export function DeliveryList({ deliveries, channelName, isPart, all, older, nowMs }: Props) {
  return (
    <section aria-labelledby="deliveries">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h2 id="deliveries" className="display text-xl">
          {channelName === undefined ? "What was told" : `What ${channelName} was told`}
        </h2>
        {isPart ? <LinkButton href={all}>All, from the newest</LinkButton> : null}
      </div>
      {deliveries.length === 0 ? (
        <EmptyState title="Nothing was told">
          {isPart
            ? "No notification is as this address asks."
            : "Once an alert fires that a channel wants to know, it stands here, with every attempt and what became of it."}
        </EmptyState>
      ) : (
        <ol className="rounded-md border border-line bg-panel">
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} nowMs={nowMs} />
          ))}
        </ol>
      )}
      {older ? (
        <p className="mt-4">
          <LinkButton href={older}>Older</LinkButton>
        </p>
      ) : null}
    </section>
  );
}

const marks = {
  sent: { severity: "green", ink: "text-green", word: "Sent" },
  waiting: { severity: "yellow", ink: "text-yellow", word: "Waiting" },
  "given-up": { severity: "red-high", ink: "text-red-high", word: "Given up" },
} as const;

type Shown = { delivery: Delivery; nowMs: number };

function DeliveryRow({ delivery, nowMs }: Shown) {
  const { alertId, event, title, severity, channelName, createdAt } = delivery;
  return (
    <li className="grid gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 md:grid-cols-[13rem_minmax(0,1fr)_minmax(0,1fr)]">
      <Time iso={createdAt} className="figures text-sm text-muted md:pt-0.5" />
      <div className="min-w-0">
        <SiteLink href={alertHref(alertId)} className="break-words text-cobalt underline">
          {title}
        </SiteLink>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <SeverityChip look="outline" severity={severity} />
          {eventWords[event]}
        </p>
      </div>
      <div className="min-w-0">
        <p className="break-words">{channelName}</p>
        <Outcome delivery={delivery} nowMs={nowMs} />
      </div>
    </li>
  );
}

function Outcome({ delivery: { state, attempts, nextAttemptAt, problem }, nowMs }: Shown) {
  // What is due already waits for the channel to take something again.
  const again = nextAttemptAt && Date.parse(nextAttemptAt) > nowMs ? nextAttemptAt : undefined;
  const { severity, ink, word } = marks[state];
  return (
    <div className="mt-1 flex items-start gap-1.5 text-sm">
      <SeverityGlyph severity={severity} className={`mt-[3px] ${ink}`} />
      <div className="min-w-0">
        <p>
          {word}
          {attempts > 0 ? `, ${attempts === 1 ? "1 attempt" : `${attempts} attempts`}` : null}
          {again ? (
            <>
              {", again at "}
              <Time iso={again} className="figures" />
            </>
          ) : null}
        </p>
        {problem ? <p className="break-words text-muted">{problem}</p> : null}
      </div>
    </div>
  );
}
