"use client";

import { useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Channel } from "#lib/contract/alert-answers.ts";

type Props = { channel: Channel; onClose: () => void; onRemoved: () => void };

const anything = { safeParse: (data: unknown) => ({ success: true as const, data }) };

export function RemoveDialog({ channel: { id, name, waiting }, onClose, onRemoved }: Props) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    const path = `/api/notification-channels/${encodeURIComponent(id)}`;
    const answer = await askServer(path, anything, { method: "DELETE" });
    setBusy(false);
    // Whoever removed it first did what was wanted.
    if (!answer.ok && answer.failure.status !== 404) return setProblem(answer.failure.detail);
    onClose();
    onRemoved();
  };
  return (
    <Dialog title={`Remove ${name}?`} open onOpenChange={(open) => !open && onClose()}>
      <div className="grid gap-4 p-5 pt-0">
        <p className="text-muted">
          It is told of nothing any more
          {waiting > 0 ? `, nor of the ${waiting} that still wait` : ""}. What it was told so far is
          forgotten.
        </p>
        {problem ? (
          <p role="alert" className="text-sm text-red-high">
            {problem}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button look="solid" aria-disabled={busy} data-click="remove a channel" onClick={remove}>
            {busy ? "Removing…" : "Remove"}
          </Button>
          <Button look="quiet" onClick={onClose}>
            Keep it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
