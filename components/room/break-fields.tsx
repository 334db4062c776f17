"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type FaultKind, type FaultKindInfo, longestFaultSeconds } from "#lib/contract/fault.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { sortOf } from "./fault-draft.ts";
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
          {draft.kind.does} {fidelityWords(draft.kind)}
        </p>
      </div>
      <Numbers form={form} />
    </>
  );
}

function Numbers({ form: { draft, problems, change } }: { form: BreakForm }) {
  const sort = sortOf(draft.target);
  const toVendors = sort === "vendors";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {draft.kind.parameters.map(({ name, unit, says, min, max }) => (
        <NumberField
          key={name}
          label={shortLabels[name] ?? `${sentence(says)}${unit ? `, ${unit}` : ""}`}
          hint={`${sentence(says)}: ${min} to ${max}${unit ? ` ${unit}` : ""}`}
          problem={problems[`parameters.${name}`]}
          value={draft.parameters[name] ?? ""}
          onChange={(text) => change({ parameters: { ...draft.parameters, [name]: text } })}
        />
      ))}
      {draft.kind.sharable && sort !== "vendor" ? (
        <NumberField
          label={toVendors ? "Vendors hit, %" : "Visitors hit, %"}
          hint={`A ${toVendors ? "vendor" : "visitor"} is in or out, and stays that`}
          problem={problems.share}
          value={draft.sharePercent}
          onChange={(sharePercent) => change({ sharePercent })}
        />
      ) : null}
      <NumberField
        label="Ends after, seconds"
        hint={`By itself: 1 to ${longestFaultSeconds}`}
        problem={problems.durationSeconds}
        value={draft.durationSeconds}
        onChange={(durationSeconds) => change({ durationSeconds })}
      />
    </div>
  );
}

/** One line each, so that fields side by side stand level. */
const shortLabels: Readonly<Record<string, string>> = {
  delayMs: "Delay, ms",
  jitterMs: "Jitter, ± ms",
  connectionsLeft: "Connections left",
  slowdown: "Slower, times",
  workersLeft: "Workers left",
  every: "Every so many clicks",
  minutesAlready: "Offline already, min",
  percentLeft: "Left at most, %",
};

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

const standIns: Partial<Record<FaultKind, string>> = {
  outage: "a process that is gone or a cable that is cut",
  "error-rate": "a mistake in the service's code",
  "connection-reset": "a connection that the network drops",
  "reply-lost": "a network that drops the answer",
  "cpu-saturation": "a machine that others keep busy",
  "cart-click": "an inventory sync that breaks now and then",
  "vendor-offline": "a till that was switched off",
  "products-unavailable": "a catalogue that somebody emptied by mistake",
  "discount-stock-depleted": "a run on the discounts",
  "feed-garbage": "a source whose columns were changed",
};

/** Whether the thing itself happens, or something that looks the same from outside. */
function fidelityWords({ kind, fidelity }: FaultKindInfo): string {
  if (kind === "latency") return "Real: the code really waits.";
  if (fidelity === "real") return "Real: this truly happens in the running code.";
  const model = standIns[kind] ?? "the thing itself";
  return `Emulated: it stands in for ${model}. What follows from it is real.`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
}
