"use client";

import { type FormEvent, useState } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import { flashLoadResultShape } from "#components/shop/shapes.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { logsOf, tracesOf } from "#lib/contract/evidence-links.ts";
import type { FlashLoadResult, FlashSale } from "#lib/contract/flash-sale.ts";

type Props = { sale: FlashSale; open: boolean /** The server sends no more at once. */; mostBuyers: number };
type Run = { result: FlashLoadResult; fromIso: string };

/** A crowd at the push of a button, to see whether the last unit is sold once. */
export function LoadPanel({ sale, open, mostBuyers }: Props) {
  const [buyers, setBuyers] = useState("500");
  const [busy, setBusy] = useState(false);
  const [run, setRun] = useState<Run>();
  const [problem, setProblem] = useState<string>();
  const alive = useAlive();

  const load = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const count = Number(buyers);
    if (!Number.isInteger(count) || count < 1 || count > mostBuyers)
      return setProblem(`A whole number from 1 to ${mostBuyers}.`);
    setBusy(true);
    setProblem(undefined);
    const fromIso = new Date(Date.now() - 1_000).toISOString();
    const path = `/api/flash-sales/${sale.id}/load`;
    const answer = await askServer(path, flashLoadResultShape, { method: "POST", body: { buyers: count } });
    setBusy(false);
    if (answer.ok) setRun({ result: answer.data, fromIso });
    else setProblem(wordsOf(answer.failure));
  };
  return (
    <section aria-labelledby="load" className="rounded-md border border-dashed border-edge p-4 md:p-6">
      <h2 id="load" className="display text-lg">
        Load it
      </h2>
      <p className="mt-1 max-w-prose text-muted">
        Sends that many buyers at once, each with a card and a key of their own. Count what is left
        afterwards.
      </p>
      <form noValidate method="post" onSubmit={load} className="mt-4 flex flex-wrap items-start gap-3">
        <div className="w-32">
          <Field label="Buyers" problem={problem}>
            {(slot) => (
              <Input
                {...slot}
                inputMode="numeric"
                autoComplete="off"
                className="figures"
                value={buyers}
                onChange={(event) => setBuyers(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Button
          type="submit"
          data-click="send a crowd"
          className="mt-6"
          disabled={!alive}
          aria-disabled={busy}
        >
          {busy ? "They are buying" : "Send them"}
        </Button>
        {open ? null : <p className="w-full text-sm text-muted">They will be turned away.</p>}
      </form>
      <div role="status">{run ? <Result run={run} /> : null}</div>
    </section>
  );
}

function wordsOf({ detail, retryAfterSeconds }: Failure): string {
  return retryAfterSeconds ? `${detail} Again in ${retryAfterSeconds} s.` : detail;
}

function Result({ run: { result, fromIso } }: { run: Run }) {
  const { buyers, bought, soldOut, failed, durationMs, p50Ms, p99Ms, left } = result;
  const figures: [string, string][] = [
    ["Bought", bought.toLocaleString("en")],
    ["Came too late", soldOut.toLocaleString("en")],
    ["Failed", failed.toLocaleString("en")],
    ["Left", left.toLocaleString("en")],
    ["Half answered within", durationText(p50Ms)],
    ["99 % within", durationText(p99Ms)],
  ];
  return (
    <>
      <p className="mt-5 text-sm text-muted">
        {buyers.toLocaleString("en")} buyers had their answer within {durationText(durationMs)}.
      </p>
      <dl className="mt-2 grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-3">
        {figures.map(([name, value]) => (
          <div key={name} className="bg-panel px-4 py-3">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="figures text-lg font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex flex-wrap gap-x-4 text-sm">
        <SiteLink href={tracesOf({ from: fromIso })} className="text-cobalt underline">
          Traces since then
        </SiteLink>
        <SiteLink href={logsOf({ from: fromIso })} className="text-cobalt underline">
          Log lines since then
        </SiteLink>
      </p>
    </>
  );
}
