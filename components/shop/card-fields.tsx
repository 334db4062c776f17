"use client";

import type { ChangeEvent, ComponentProps } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type CardDraft, type CardProblems, type Typed, writeExpiry, writeNumber } from "./card-draft.ts";
import { TestCards } from "./test-cards.tsx";

export const cardLabels: Record<keyof CardDraft, string> = {
  number: "Card number",
  expiry: "Expires",
  cvc: "Security code",
};

type Props = {
  /** Makes the fields' ids; a summary of problems links to them. */
  prefix: string;
  draft: CardDraft;
  problems: CardProblems;
  onChange: (draft: CardDraft) => void;
};

/** None has a name: a form that is sent before its script has loaded must not put a card into an address. */
export function CardFields({ prefix, draft, problems, onChange }: Props) {
  const inputOf = (name: keyof CardDraft, write: (typed: Typed) => Typed): ComponentProps<"input"> => ({
    autoComplete: { number: "cc-number", expiry: "cc-exp", cvc: "cc-csc" }[name],
    inputMode: "numeric",
    className: "figures",
    spellCheck: false,
    value: draft[name],
    onChange: (event) => onChange({ ...draft, [name]: rewrite(event, write) }),
  });
  const cvcDigits = ({ text, caret }: Typed) => ({ text: text.replace(/\D/g, "").slice(0, 4), caret });
  return (
    <div className="grid gap-4">
      <TestCards chosen={draft.number} onFill={onChange} />
      <Field id={`${prefix}-number`} label={cardLabels.number} problem={problems.number}>
        {(slot) => <Input {...slot} {...inputOf("number", writeNumber)} placeholder="0000 0000 0000 0000" />}
      </Field>
      <div className="grid grid-cols-2 items-start gap-4">
        <Field id={`${prefix}-expiry`} label={cardLabels.expiry} problem={problems.expiry}>
          {(slot) => (
            <Input
              {...slot}
              {...inputOf("expiry", (typed) => writeExpiry(typed, draft.expiry))}
              placeholder="MM/YY"
            />
          )}
        </Field>
        <Field id={`${prefix}-cvc`} label={cardLabels.cvc} problem={problems.cvc}>
          {(slot) => <Input {...slot} {...inputOf("cvc", cvcDigits)} placeholder="000" />}
        </Field>
      </div>
    </div>
  );
}

/** Written into the field before React sees it: otherwise the caret would jump to the end. */
function rewrite({ currentTarget: field }: ChangeEvent<HTMLInputElement>, write: (typed: Typed) => Typed) {
  const { text, caret } = write({ text: field.value, caret: field.selectionStart ?? field.value.length });
  if (text !== field.value) {
    field.value = text;
    field.setSelectionRange(caret, caret);
  }
  return text;
}
