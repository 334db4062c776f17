"use client";

import { ChangeList } from "#components/room/change-list.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { useStatusStamp } from "#components/room/use-status-stamp.ts";
import { Button } from "#components/ui/button.tsx";
import { type StatusChange, StatusChangeList } from "#lib/contract/mesh.ts";

/** More than are shown, because those of one minute become one. */
const asked = 50;

/** The page came with the first ones; whenever a status changes, the list is asked for again. */
export function WhatChanged({ initial }: { initial: readonly StatusChange[] }) {
  const stamp = useStatusStamp();
  const { data, failure, again } = useAsked(`/api/status-changes?limit=${asked}`, StatusChangeList, {
    stamp,
  });
  return (
    <section>
      <h2 className="display mb-3 text-lg">What changed</h2>
      <ChangeList changes={data?.changes ?? initial} none="Nothing has changed since the start." />
      {failure ? (
        <p className="mt-2 flex items-center gap-3 text-sm text-muted">
          Newer changes are missing: {failure.detail}
          <Button size="sm" onClick={again}>
            Try again
          </Button>
        </p>
      ) : null}
    </section>
  );
}
