"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useRefreshed } from "#components/traces/use-refreshed.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { SilenceList } from "#lib/contract/alert-answers.ts";
import { SilenceRow } from "./silence-row.tsx";

const SilenceDialog = dynamic(() => import("#components/alerts/silence-dialog.tsx"), { ssr: false });

const shape = async () => (await import("#lib/contract/alert-answers.ts")).SilenceList;
/** Others make and end them too. */
const everyMs = 5_000;

export function SilencesView({ first }: { first: SilenceList }) {
  const router = useRouter();
  const [making, setMaking] = useState(false);
  const { data, failure } = useRefreshed<SilenceList>("/api/silences", { first, shape, everyMs });
  const active = data.silences.filter(({ state }) => state === "active");
  const ended = data.silences.filter(({ state }) => state === "ended");
  const again = () => router.refresh();
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1 className="display text-2xl">Silences</h1>
          <p className="mt-1 text-muted">
            What one covers stays on the board, and nobody is told of it. Every one ends by itself.
          </p>
        </div>
        <Button look="solid" onClick={() => setMaking(true)} className="noscript:hidden">
          Silence something…
        </Button>
      </div>
      {failure ? (
        <p role="alert" className="mb-4 text-sm text-muted">
          Newer ones may be missing: {failure.detail}
        </p>
      ) : null}
      {active.length > 0 ? (
        <List title="Active" silences={active} onChanged={again} />
      ) : (
        <EmptyState
          title="Nothing is silenced"
          action={<LinkButton href="/room/alerts">Open the alerts</LinkButton>}
        >
          <p>An alert's row on the board makes a silence that fits it.</p>
        </EmptyState>
      )}
      {ended.length > 0 ? <List title="Ended" silences={ended} onChanged={again} /> : null}
      {making ? (
        <SilenceDialog
          matcher=""
          onClose={() => {
            setMaking(false);
            again();
          }}
        />
      ) : null}
    </>
  );
}

type ListProps = { title: string; silences: SilenceList["silences"]; onChanged: () => void };

function List({ title, silences, onChanged }: ListProps) {
  return (
    <section className="mb-8 last:mt-8">
      <h2 className="display mb-3 text-lg">{title}</h2>
      <ul className="rounded-md border border-line bg-panel">
        {silences.map((silence) => (
          <SilenceRow key={silence.id} silence={silence} onChanged={onChanged} />
        ))}
      </ul>
    </section>
  );
}
