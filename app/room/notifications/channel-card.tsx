"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { type Channel, TestedChannel } from "#lib/contract/alert-answers.ts";
import { kindWords, scopeText } from "./channel-words.ts";
import { RemoveDialog } from "./remove-dialog.tsx";

type Props = { channel: Channel; onChange: () => void };
type Tested = { delivered: boolean; says: string };

export function ChannelCard({ channel, onChange }: Props) {
  const { id, kind, name, address, enabled } = channel;
  const [testing, setTesting] = useState(false);
  const [tested, setTested] = useState<Tested>();
  const [removing, setRemoving] = useState(false);
  const router = useRouter();
  const alive = useAlive();
  const titleId = `channel-${id}`;
  const test = async () => {
    if (testing) return;
    setTesting(true);
    setTested(undefined);
    setTested(await sendTest(id));
    setTesting(false);
  };
  return (
    <Panel>
      <section aria-labelledby={titleId}>
        <div className="p-4 md:p-5">
          <p className="text-sm text-muted">
            {kindWords[kind].name}
            {enabled ? "" : " · switched off"}
          </p>
          <h3 id={titleId} className="display text-lg break-words">
            {name}
          </h3>
          <p className="figures mt-1 text-sm break-all text-muted">{address}</p>
          <p className="mt-1 text-sm break-words">{scopeText(channel)}</p>
          <Numbers channel={channel} />
          <div className="mt-4 flex flex-wrap gap-2">
            <Button
              size="sm"
              disabled={!alive}
              aria-disabled={testing}
              aria-describedby={titleId}
              data-click="test a channel"
              onClick={test}
            >
              {testing ? "Sending…" : "Send a test"}
            </Button>
            <Button size="sm" look="quiet" disabled={!alive} aria-describedby={titleId} onClick={onChange}>
              Change
            </Button>
            <Button
              size="sm"
              look="quiet"
              disabled={!alive}
              aria-describedby={titleId}
              onClick={() => setRemoving(true)}
            >
              Remove
            </Button>
            <LinkButton
              size="sm"
              look="quiet"
              href={`/room/notifications?channel=${id}`}
              aria-describedby={titleId}
            >
              What it was told
            </LinkButton>
          </div>
        </div>
        <div role="status">{tested ? <TestSays {...tested} /> : null}</div>
      </section>
      {removing ? (
        <RemoveDialog
          channel={channel}
          onClose={() => setRemoving(false)}
          onRemoved={() => router.refresh()}
        />
      ) : null}
    </Panel>
  );
}

async function sendTest(id: string): Promise<Tested> {
  const path = `/api/notification-channels/${encodeURIComponent(id)}/test`;
  const answer = await askServer(path, TestedChannel, { method: "POST" });
  if (!answer.ok) return { delivered: false, says: answer.failure.detail };
  const { delivered, detail, durationMs } = answer.data;
  return { delivered, says: `${detail}, after ${Math.round(durationMs)} ms.` };
}

function TestSays({ delivered, says }: Tested) {
  const severity = delivered ? "green" : "red-high";
  return (
    <p className="flex items-start gap-2 border-t border-dashed border-edge px-4 py-3 text-sm break-words md:px-5">
      <SeverityGlyph
        severity={severity}
        className={delivered ? "mt-[3px] text-green" : "mt-[3px] text-red-high"}
      />
      <span className="min-w-0">
        <span className="font-medium">{delivered ? "It arrived." : "It did not arrive."}</span> {says}
      </span>
    </p>
  );
}

function Numbers({ channel: { sent, waiting, givenUp, lastProblem } }: { channel: Channel }) {
  const numbers = [
    { name: "Sent", value: sent },
    { name: "Waiting", value: waiting },
    { name: "Given up", value: givenUp },
  ];
  return (
    <>
      <dl className="mt-4 grid grid-cols-3 gap-px overflow-hidden rounded-md border border-line bg-line">
        {numbers.map(({ name, value }) => (
          <div key={name} className="bg-panel px-3 py-2">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="figures text-lg">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-1 text-sm text-muted">in the last day</p>
      {lastProblem ? (
        <p className="mt-2 flex items-start gap-2 text-sm break-words">
          <SeverityGlyph
            severity={givenUp > 0 ? "red-high" : "yellow"}
            className={givenUp > 0 ? "mt-[3px] text-red-high" : "mt-[3px] text-yellow"}
          />
          <span className="min-w-0">{lastProblem}</span>
        </p>
      ) : null}
    </>
  );
}
