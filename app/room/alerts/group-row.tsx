"use client";

import { BellOff, Check, ChevronRight, MessageSquarePlus } from "lucide-react";
import { canAcknowledge } from "#components/alerts/alert-actions.ts";
import { tallyOf, tallyText } from "#components/alerts/alert-tally.ts";
import type { GroupRow as Shown } from "#components/alerts/board-rows.ts";
import { countOf } from "#components/room/mesh-words.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { severityWords } from "#lib/contract/severity.ts";
import type { RowActs } from "./alert-row.tsx";

type Props = {
  row: Shown;
  lastKnown: boolean;
  acts: Pick<RowActs, "onAcknowledge" | "onNote" | "onSilence">;
  onFold: (key: string) => void;
};

export function GroupRow({ row, lastKnown, acts, onFold }: Props) {
  const { title, alerts, worst, folded, key, matcher } = row;
  const waiting = alerts.filter(canAcknowledge);
  const said = tallyText(tallyOf(alerts)) || countOf(alerts.length, "alert");
  const ink = lastKnown || worst.state === "resolved" ? "text-muted" : severityInk[worst.severity];
  return (
    <div className="relative flex flex-wrap items-center gap-x-3 gap-y-1 bg-well py-1.5 pr-2 pl-3 hover:bg-cobalt-wash">
      <h2 className="flex min-w-0 items-center gap-2">
        <SeverityGlyph severity={worst.severity} className={ink} />
        <span className="sr-only">{severityWords[worst.severity].word}: </span>
        <button
          type="button"
          data-alert={key}
          aria-expanded={!folded}
          onClick={() => onFold(key)}
          className="flex min-w-0 cursor-pointer items-center gap-1 font-medium after:absolute after:inset-0"
        >
          <span className="truncate">{title}</span>
          <ChevronRight
            className={classNames("size-4 shrink-0 text-cobalt transition-transform", !folded && "rotate-90")}
            aria-hidden
          />
        </button>
      </h2>
      <span className="text-sm text-muted">{said}</span>
      {worst.state === "resolved" ? null : (
        <span className="relative z-1 ml-auto flex gap-1 noscript:hidden">
          {waiting.length > 0 ? <Acknowledging title={title} waiting={waiting} acts={acts} /> : null}
          <Button
            look="quiet"
            size="sm"
            className="size-7 px-0"
            aria-label={`Silence ${title}`}
            title="Silence"
            onClick={() => acts.onSilence(matcher)}
          >
            <BellOff className="size-4" aria-hidden />
          </Button>
        </span>
      )}
    </div>
  );
}

type AcknowledgingProps = { title: string; waiting: readonly Alert[]; acts: Props["acts"] };

function Acknowledging({ title, waiting, acts }: AcknowledgingProps) {
  return (
    <>
      <Button size="sm" data-click="acknowledge group" onClick={() => acts.onAcknowledge(waiting)}>
        <Check className="size-3.5" aria-hidden />
        Acknowledge {waiting.length === 1 ? "it" : `all ${waiting.length}`}
        <span className="sr-only"> of {title}</span>
      </Button>
      <Button
        look="quiet"
        size="sm"
        className="size-7 px-0"
        aria-label={`Acknowledge ${title} with a note`}
        title="Acknowledge with a note"
        onClick={() => acts.onNote(waiting)}
      >
        <MessageSquarePlus className="size-4" aria-hidden />
      </Button>
    </>
  );
}
