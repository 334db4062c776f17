"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type FaultKind, longestFaultSeconds } from "#lib/contract/fault.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import type { BreakForm } from "./use-break-form.ts";

type Props = { form: BreakForm; place: string; services: readonly TopologyService[] };

export function BreakFields({ form, place, services }: Props) {
  const { draft, kinds, problems } = form;
  const operations = services.find(({ id }) => id === place)?.operations ?? [];
  return (
    <>
      {operations.length > 0 ? (
        <Field label="Where" problem={problems.target}>
          {(slot) => (
            <Select {...slot} value={draft.target} onChange={(event) => form.aim(event.target.value)}>
              <option value={place}>The whole service</option>
              {operations.map((operation) => (
                <option key={operation} value={`${place}/${operation}`}>
                  Only {operation}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <div>
        <Field label="What breaks" problem={problems.kind}>
          {(slot) => (
            <Select
              {...slot}
              value={draft.kind.kind}
              onChange={(event) => form.choose(event.target.value as FaultKind)}
            >
              {kinds.map(({ kind, title }) => (
                <option key={kind} value={kind}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <p className="mt-2 text-sm text-muted">
          {draft.kind.does}{" "}
          {draft.kind.fidelity === "real"
            ? "It truly happens."
            : "The mechanism is replaced; what follows from it is real."}
        </p>
      </div>
      <Numbers form={form} />
    </>
  );
}

function Numbers({ form: { draft, problems, change } }: { form: BreakForm }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {draft.kind.parameters.map(({ name, unit, says, min, max }) => (
        <NumberField
          key={name}
          label={`${sentence(says)}${unit ? `, ${unit}` : ""}`}
          hint={`${min} to ${max}${unit ? ` ${unit}` : ""}`}
          problem={problems[`parameters.${name}`]}
          value={draft.parameters[name] ?? ""}
          onChange={(text) => change({ parameters: { ...draft.parameters, [name]: text } })}
        />
      ))}
      {draft.kind.sharable ? (
        <NumberField
          label="Share of visitors, %"
          hint="A visitor is in or out, and stays that"
          problem={problems.share}
          value={draft.sharePercent}
          onChange={(sharePercent) => change({ sharePercent })}
        />
      ) : null}
      <NumberField
        label="Ends by itself after, seconds"
        hint={`1 to ${longestFaultSeconds}`}
        problem={problems.durationSeconds}
        value={draft.durationSeconds}
        onChange={(durationSeconds) => change({ durationSeconds })}
      />
    </div>
  );
}

type NumberProps = {
  label: string;
  hint: string;
  problem: string | undefined;
  value: string;
  onChange: (text: string) => void;
};

function NumberField({ label, hint, problem, value, onChange }: NumberProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(slot) => (
        <Input
          {...slot}
          inputMode="decimal"
          className="figures"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
}
