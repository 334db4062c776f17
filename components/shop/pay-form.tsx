"use client";

import { type FormEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { type CardDraft, type CardProblems, checkCard, emptyCard } from "./card-draft.ts";
import { CardFields, cardLabels } from "./card-fields.tsx";

type Props = {
  /** On the button. */
  pay: ReactNode;
  busy: boolean;
  /** Why nothing can be bought just now. */
  closed?: string | undefined;
  /** Something else on the page is the next step. */
  quiet?: boolean;
  /** Of the last attempt, as the server saw it. */
  serverProblems: CardProblems;
  onPay: (card: CardDraft) => void;
};

/** What was typed stays, whatever happens to it. */
export function PayForm({ pay, busy, closed, quiet = false, serverProblems, onPay }: Props) {
  const prefix = useId();
  const [draft, setDraft] = useState(emptyCard);
  const [problems, setProblems] = useState<CardProblems>({});
  const summary = useRef<HTMLDivElement>(null);
  const lookHere = useRef(false);
  const alive = useAlive();
  useEffect(() => setProblems(serverProblems), [serverProblems]);
  // Not sooner than it is there, which on a busy machine is later than the next frame.
  useEffect(() => {
    if (lookHere.current && Object.keys(problems).length > 0) summary.current?.focus();
    lookHere.current = false;
  }, [problems]);
  const wrong = cardFieldNames.filter((name) => problems[name]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || closed) return;
    // What could not be checked here, the server checks.
    const found = await checkCard(draft).catch((): CardProblems => ({}));
    lookHere.current = true;
    setProblems(found);
    if (Object.keys(found).length === 0) onPay(draft);
  };
  return (
    <form noValidate method="post" onSubmit={submit} aria-busy={busy} className="grid grid-cols-1 gap-5">
      <ProblemSummary ref={summary} prefix={prefix} wrong={wrong} />
      <CardFields
        prefix={prefix}
        draft={draft}
        problems={problems}
        onChange={(changed) => {
          setDraft(changed);
          setProblems((before) => stillWrong(before, draft, changed));
        }}
      />
      <Button
        type="submit"
        data-click="pay"
        look={quiet ? "outline" : "solid"}
        size="lg"
        disabled={!alive}
        aria-disabled={busy || closed !== undefined}
      >
        {closed ?? pay}
      </Button>
    </form>
  );
}

type SummaryProps = {
  ref: Ref<HTMLDivElement>;
  prefix: string;
  wrong: readonly (keyof CardDraft)[];
};

function ProblemSummary({ ref, prefix, wrong }: SummaryProps) {
  if (wrong.length === 0) return null;
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="alert"
      className="rounded-md border border-red-high bg-panel px-4 py-3"
    >
      <p className="flex items-center gap-2 font-medium">
        <SeverityGlyph severity="red-high" className="text-red-high" />
        {wrong.length === 1 ? "One field needs another look" : `${wrong.length} fields need another look`}
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4">
        {wrong.map((name) => (
          <li key={name}>
            <a href={`#${prefix}-${name}`} className="text-cobalt underline">
              {cardLabels[name]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const cardFieldNames = ["number", "expiry", "cvc"] as const;

/** A problem goes when its field is written anew; whether that is right is looked at with the next attempt. */
function stillWrong(problems: CardProblems, before: CardDraft, after: CardDraft): CardProblems {
  const same = cardFieldNames.filter((name) => before[name] === after[name] && problems[name]);
  return Object.fromEntries(same.map((name) => [name, problems[name]]));
}
