"use client";

import { Choice } from "#components/ui/choice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { maxFilterLength } from "#lib/contract/filter/term.ts";
import { severityWords } from "#lib/contract/severity.ts";
import { type AlertSeverity, alertingSeverities } from "#lib/contract/vendor-questions.ts";
import type { ChannelDraft, DraftProblems } from "./channel-draft.ts";
import { kindWords } from "./channel-words.ts";

type Props = {
  draft: ChannelDraft;
  problems: DraftProblems;
  isNew: boolean;
  emailIsSetUp: boolean;
  onChange: (change: Partial<ChannelDraft>) => void;
};

const kinds = (["webhook", "slack", "email"] as const).map((name) => ({ name, label: kindWords[name].name }));

export function ChannelFields({ draft, problems, isNew, emailIsSetUp, onChange }: Props) {
  const { kind, name, address, from, matcher, enabled } = draft;
  const words = kindWords[kind];
  const noMail = kind === "email" && !emailIsSetUp;
  const hint = isNew || kind === "email" ? words.hint : "Not shown. Left empty, it stays as it is.";
  return (
    <>
      {isNew ? (
        <Choice
          label="Kind of channel"
          value={kind}
          options={kinds}
          onChoose={(chosen) => onChange({ kind: chosen })}
          className="w-fit"
        />
      ) : null}
      <Field label="Name" problem={problems.name}>
        {(slot) => (
          <Input
            {...slot}
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <Field
        label={words.address}
        hint={noMail ? "This server has no mail server: its operator sets SMTP_URL." : hint}
        problem={problems.address}
      >
        {(slot) => (
          <Input
            {...slot}
            value={address}
            maxLength={2_000}
            placeholder={words.example}
            autoComplete="off"
            spellCheck={false}
            inputMode={kind === "email" ? "email" : "url"}
            className="figures text-sm"
            onChange={({ target }) => onChange({ address: target.value })}
          />
        )}
      </Field>
      <Field label="Told of alerts from" problem={problems.from}>
        {(slot) => (
          <Select
            {...slot}
            value={from}
            onChange={({ target }) => onChange({ from: target.value as AlertSeverity })}
          >
            {alertingSeverities.map((severity) => (
              <option key={severity} value={severity}>
                {severityWords[severity].word}
                {severity === "cherry" ? " only" : " and worse"}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Only those that fit"
        hint="In the words of the board's filter, such as kind:vendor or subject:payment-service. Empty: all."
        problem={problems.matcher}
      >
        {(slot) => (
          <Input
            {...slot}
            value={matcher}
            maxLength={maxFilterLength}
            autoComplete="off"
            spellCheck={false}
            className="figures text-sm"
            onChange={({ target }) => onChange({ matcher: target.value })}
          />
        )}
      </Field>
      {isNew ? null : (
        <Switch
          label="Switched on"
          hint="Switched off, it is not told of what still waits either."
          checked={enabled}
          onChange={(checked) => onChange({ enabled: checked })}
        />
      )}
    </>
  );
}
