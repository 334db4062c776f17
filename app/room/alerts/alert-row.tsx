"use client";

import { BellOff, Check, ChevronRight, EllipsisVertical } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { canAcknowledge, canResolve } from "#components/alerts/alert-actions.ts";
import { AlertChip } from "#components/alerts/alert-chip.tsx";
import { isLoud } from "#components/alerts/alert-tally.ts";
import { ruleWord } from "#components/alerts/alert-words.ts";
import { matcherFor, type AlertRow as Shown } from "#components/alerts/board-rows.ts";
import { StateNote } from "#components/alerts/state-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { utcTime } from "#components/ui/time-text.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";

export type RowActs = {
  onToggle: (alert: Alert) => void;
  onAcknowledge: (alerts: readonly Alert[]) => void;
  /** Acknowledges them with a note, which is asked for first. */
  onNote: (alerts: readonly Alert[]) => void;
  onSilence: (matcher: string) => void;
  onMenu: (alert: Alert, at: HTMLElement) => void;
  onFollowers: (cause: Alert) => void;
};

type Props = {
  row: Shown;
  age: string;
  opened: boolean;
  lastKnown: boolean;
  /** Without a script its title leads to its page, instead of opening it here. */
  alive: boolean;
  acts: RowActs;
};

export const AlertRow = memo(function AlertRow({ row, age, opened, lastKnown, alive, acts }: Props) {
  const { alert, follows, followers, unfolded } = row;
  const { detail, rule, startedAt } = alert;
  return (
    <div
      className={classNames(
        "group/row relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 py-2 pr-2 pl-3 hover:bg-cobalt-wash md:grid-cols-[7rem_minmax(0,1fr)_auto_4.5rem_auto]",
        follows && "pl-8 md:pl-10",
        opened && "bg-chosen",
      )}
    >
      <span className="flex items-center gap-2">
        <AlertChip alert={alert} lastKnown={lastKnown} />
      </span>
      <span className="figures text-right text-sm whitespace-nowrap text-muted md:order-4">
        <time dateTime={startedAt} title={utcTime(startedAt)}>
          {age}
        </time>
      </span>
      <div className="col-span-2 min-w-0 md:order-2 md:col-span-1">
        <Title alert={alert} opened={opened} alive={alive} onToggle={acts.onToggle} />
        <p className="flex min-w-0 gap-x-2 text-sm text-muted">
          <span className="shrink-0">{ruleWord(rule)}</span>
          <span className="figures shrink-0 max-md:hidden">{aboutText(alert)}</span>
          <span className="truncate" title={detail}>
            {detail}
          </span>
        </p>
      </div>
      <div className="min-w-0 max-md:col-span-2 max-md:empty:hidden md:order-3 md:max-w-64">
        <StateNote alert={alert} />
      </div>
      <div className="relative z-1 flex items-center gap-1 max-md:col-span-2 md:order-5 noscript:hidden">
        <Actions alert={alert} acts={acts} />
      </div>
      {followers.length > 0 ? (
        <div className="relative z-1 col-span-full md:order-6 md:pl-32">
          <Button
            look="quiet"
            size="sm"
            aria-expanded={unfolded}
            className="-ml-2 text-cobalt"
            onClick={() => acts.onFollowers(alert)}
          >
            <ChevronRight
              className={classNames("size-3.5 transition-transform", unfolded && "rotate-90")}
              aria-hidden
            />
            {followers.length === 1
              ? "1 more only follows from it"
              : `${followers.length} more only follow from it`}
          </Button>
        </div>
      ) : null}
    </div>
  );
});

type TitleProps = { alert: Alert; opened: boolean; alive: boolean; onToggle: RowActs["onToggle"] };

function Title({ alert, opened, alive, onToggle }: TitleProps) {
  const { id, title, links } = alert;
  const look = classNames(
    "block max-w-full cursor-pointer truncate text-left outline-none after:absolute after:inset-0 after:-outline-offset-2 after:outline-cobalt focus-visible:after:outline-2 max-md:whitespace-normal",
    isLoud(alert) ? "font-medium text-ink" : "text-muted",
  );
  if (!alive)
    return (
      <SiteLink href={links.self} data-alert={id} className={look}>
        {title}
      </SiteLink>
    );
  return (
    <button
      type="button"
      data-alert={id}
      aria-expanded={opened}
      onClick={() => onToggle(alert)}
      className={look}
    >
      {title}
    </button>
  );
}

function Actions({ alert, acts }: { alert: Alert; acts: RowActs }) {
  const menu = ({ currentTarget }: MouseEvent<HTMLElement>) => acts.onMenu(alert, currentTarget);
  return (
    <>
      {canAcknowledge(alert) ? (
        <Button
          look="quiet"
          size="sm"
          className="text-cobalt max-md:border-edge max-md:bg-panel"
          data-click="acknowledge"
          aria-label={`Acknowledge: ${alert.title}`}
          title="Acknowledge (a)"
          onClick={() => acts.onAcknowledge([alert])}
        >
          <Check className="size-3.5" aria-hidden />
          <span className="md:max-xl:sr-only">Acknowledge</span>
        </Button>
      ) : null}
      {canResolve(alert) ? (
        <Button
          look="quiet"
          size="sm"
          className="size-7 px-0"
          aria-label={`Silence: ${alert.title}`}
          title="Silence (s)"
          onClick={() => acts.onSilence(matcherFor(alert))}
        >
          <BellOff className="size-4" aria-hidden />
        </Button>
      ) : null}
      <Button
        look="quiet"
        size="sm"
        className="size-7 px-0 max-md:ml-auto"
        aria-haspopup="menu"
        aria-label={`More: ${alert.title}`}
        onClick={menu}
      >
        <EllipsisVertical className="size-4" aria-hidden />
      </Button>
    </>
  );
}

/** An item's own code may begin with its vendor's. */
function aboutText({ subject, item }: Alert): string {
  if (item === "") return subject;
  return item.startsWith(subject) ? item : `${subject} → ${item}`;
}
