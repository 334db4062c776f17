"use client";

import { useId, useState } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { logsOfTraceId, traceHref } from "#lib/contract/evidence-links.ts";
import type { ChainCall } from "./chain-calls.ts";
import { ChainPlaces } from "./chain-places.tsx";
import { type CallAnswer, sendCall } from "./send-call.ts";

type State = { busy: boolean; answer?: CallAnswer; unheard?: boolean };

export function ChainCard({ call }: { call: ChainCall }) {
  const { path, title, says, places } = call;
  const [state, setState] = useState<State>({ busy: false });
  const alive = useAlive();
  const titleId = useId();
  const send = async () => {
    if (state.busy) return;
    setState((before) => ({ ...before, busy: true }));
    const answer = await sendCall(path);
    setState({ busy: false, ...(answer ? { answer } : { unheard: true }) });
  };
  return (
    <section
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col rounded-md border border-line bg-panel"
    >
      <div className="flex grow flex-col p-4 md:p-5">
        <h2 id={titleId} className="display text-lg">
          {title}
        </h2>
        <p className="mt-1 mb-4 text-muted">{says}</p>
        <ChainPlaces places={places} />
        <code className="mt-auto block pt-5 text-sm break-words">POST {path}</code>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button
            look="solid"
            disabled={!alive}
            aria-disabled={state.busy}
            aria-describedby={titleId}
            data-click="send a call"
            onClick={send}
          >
            {state.busy ? "Waiting for the answer" : state.answer ? "Send it again" : "Send it"}
          </Button>
          <CopyButton wordy text={() => `curl -i -X POST '${location.origin}${path}'`} label="Copy as curl" />
        </div>
      </div>
      <div role="status" aria-busy={state.busy}>
        {state.answer ? <Answer answer={state.answer} /> : null}
        {state.unheard ? (
          <p className="border-t border-dashed border-edge p-4 md:px-5">
            The server does not answer. Is this browser online?
          </p>
        ) : null}
      </div>
    </section>
  );
}

function Answer({ answer: { status, durationMs, traceId, body } }: { answer: CallAnswer }) {
  return (
    <div className="grid gap-3 border-t border-dashed border-edge p-4 md:px-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SeverityChip look="outline" severity={status < 400 ? "green" : "red-high"}>
          {status}
        </SeverityChip>
        <span className="figures text-sm text-muted">after {durationText(durationMs)}</span>
      </p>
      <pre className="rounded-sm bg-well p-3 text-xs break-all whitespace-pre-wrap">{body}</pre>
      {traceId ? (
        <p className="flex flex-wrap gap-2">
          <LinkButton href={traceHref(traceId)}>See the trace</LinkButton>
          <LinkButton href={logsOfTraceId(traceId)} look="quiet">
            Its log lines
          </LinkButton>
        </p>
      ) : null}
    </div>
  );
}
