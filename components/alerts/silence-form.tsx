"use client";

import { type FormEvent, useState } from "react";
import { countOf } from "#components/room/mesh-words.ts";
import { useNow } from "#components/room/use-now.ts";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { localTime } from "#components/ui/time-text.ts";
import { maxFilterLength } from "#lib/contract/filter/term.ts";
import { makeSilence } from "./silence-actions.ts";
import { type Coverage, coverageOf, type SilenceLength, silenceLengths } from "./silence-draft.ts";
import { useAlerts } from "./use-alerts.ts";

type Props = {
  /** What is silenced, prefilled from where it was asked for. */
  matcher: string;
  onMade: () => void;
};

/** A silence always ends. Who it would cover is counted as it is written. */
export function SilenceForm({ matcher: first, onMade }: Props) {
  const { draft, change, coverage, asked, making, make } = useDraft(first, onMade);
  const { matcher, length, comment } = draft;
  return (
    <form noValidate onSubmit={make} className="grid gap-4">
      <Field
        label="Alerts it is for"
        hint="The words of the board's filter: fields, and words of the title."
        problem={"problem" in coverage && (asked || matcher.trim() !== "") ? coverage.problem : undefined}
      >
        {(slot) => (
          <Input
            {...slot}
            value={matcher}
            onChange={({ target }) => change({ matcher: target.value })}
            maxLength={maxFilterLength}
            autoComplete="off"
            spellCheck={false}
            className="figures text-sm"
          />
        )}
      </Field>
      <Covers coverage={coverage} />
      <div>
        <p className="mb-1 text-sm font-medium" aria-hidden>
          For
        </p>
        <Choice
          label="For how long"
          value={length}
          options={silenceLengths}
          onChoose={(chosen) => change({ length: chosen })}
          className="w-fit"
        />
        <EndsAt minutes={Number(length)} />
      </div>
      <Field label="Why" hint="For whoever wonders why it is quiet. May stay empty.">
        {(slot) => (
          <Input
            {...slot}
            value={comment}
            maxLength={500}
            onChange={({ target }) => change({ comment: target.value })}
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="solid" aria-disabled={making} data-click="silence">
          {making ? "Silencing…" : "Silence"}
        </Button>
      </div>
    </form>
  );
}

type Draft = { matcher: string; length: SilenceLength; comment: string };

function useDraft(first: string, onMade: () => void) {
  const [draft, setDraft] = useState<Draft>({ matcher: first, length: "60", comment: "" });
  const [asked, setAsked] = useState(false);
  const [making, setMaking] = useState(false);
  const coverage = coverageOf(draft.matcher, useAlerts());
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if ("problem" in coverage || making) return;
    setMaking(true);
    const { matcher, length, comment } = draft;
    const silence = { matcher: matcher.trim(), minutes: Number(length), comment };
    const made = await makeSilence(silence, coverage.covered);
    setMaking(false);
    if (made) onMade();
  };
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }));
  return { draft, change, coverage, asked, making, make };
}

const mostNamed = 3;

function Covers({ coverage }: { coverage: Coverage }) {
  const covered = "covered" in coverage ? coverage.covered : [];
  const rest = covered.length - mostNamed;
  return (
    <div role="status" className="rounded-md border border-line bg-well px-4 py-3 text-sm">
      {covered.length === 0 ? (
        <p className="text-muted">
          {"covered" in coverage ? "Covers no open alert now; those to come may fit." : "Covers nothing yet."}
        </p>
      ) : (
        <>
          <p className="font-medium">Covers {countOf(covered.length, "open alert")}</p>
          <ul className="mt-1 text-muted">
            {covered.slice(0, mostNamed).map(({ id, title }) => (
              <li key={id} className="truncate">
                {title}
              </li>
            ))}
            {rest > 0 ? <li>and {rest} more</li> : null}
          </ul>
        </>
      )}
    </div>
  );
}

function EndsAt({ minutes }: { minutes: number }) {
  const now = useNow();
  return (
    <p className="mt-1 text-sm text-muted">
      {now === undefined
        ? "It ends by itself."
        : `It ends by itself at ${localTime(new Date(now + minutes * 60_000))}.`}
    </p>
  );
}
