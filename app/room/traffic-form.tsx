"use client";

import { type FormEvent, useState } from "react";
import type { Answer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { journeys, mostRequestsPerSecond, type Traffic, type TrafficChange } from "#lib/contract/traffic.ts";

const journeyWords = { "sign-in": "Sign in", account: "Account", quote: "Quote", checkout: "Checkout" };

type Props = { traffic: Traffic; send: (change: TrafficChange) => Promise<Answer<Traffic>> };

/** As typed until it is applied; a field starts over when somebody else changes its number. */
export function TrafficForm({ traffic, send }: Props) {
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string) => Number(form.get(name));
    setBusy(true);
    const answer = await send({
      requestsPerSecond: number("requestsPerSecond"),
      mix: Object.fromEntries(journeys.map((journey) => [journey, number(`mix.${journey}`)])),
    });
    setBusy(false);
    if (answer.ok) return setProblems({});
    const { fields, detail } = answer.failure;
    const byField = fields.map(({ path, message }) => [path.replace(/^body\./, ""), message]);
    setProblems(byField.length > 0 ? Object.fromEntries(byField) : { form: detail });
  };
  return (
    <form noValidate onSubmit={submit} className="mt-4 grid gap-3 border-t border-line pt-4">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        <Field label="Journeys/s" problem={problems.requestsPerSecond}>
          {(slot) => (
            <Input
              {...slot}
              key={traffic.requestsPerSecond}
              name="requestsPerSecond"
              inputMode="decimal"
              className="figures"
              max={mostRequestsPerSecond}
              defaultValue={traffic.requestsPerSecond}
            />
          )}
        </Field>
        {journeys.map((journey) => (
          <Field key={journey} label={journeyWords[journey]} problem={problems[`mix.${journey}`]}>
            {(slot) => (
              <Input
                {...slot}
                key={traffic.mix[journey]}
                name={`mix.${journey}`}
                inputMode="decimal"
                className="figures"
                defaultValue={traffic.mix[journey]}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" size="sm" aria-disabled={busy}>
          Apply
        </Button>
        <p className="text-sm text-muted">The four are weights: how often each kind of journey is taken.</p>
      </div>
      {problems.form ? (
        <p role="alert" className="text-sm text-red-high">
          {problems.form}
        </p>
      ) : null}
    </form>
  );
}
