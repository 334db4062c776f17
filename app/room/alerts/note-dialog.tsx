"use client";

import { useState } from "react";
import { acknowledge } from "#components/alerts/alert-actions.ts";
import { countOf } from "#components/room/mesh-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";

type Props = { alerts: readonly Alert[]; onClose: () => void };

const mostNamed = 3;

export default function NoteDialog({ alerts, onClose }: Props) {
  const [note, setNote] = useState("");
  return (
    <Dialog title="Acknowledge" open onOpenChange={(open) => (open ? undefined : onClose())}>
      <form
        className="grid gap-4 px-5 pb-5"
        onSubmit={(event) => {
          event.preventDefault();
          acknowledge(alerts, note.trim() || undefined);
          onClose();
        }}
      >
        <p className="text-muted">
          {alerts.length > mostNamed
            ? countOf(alerts.length, "alert")
            : alerts.map(({ title }) => title).join(", ")}
        </p>
        <Field label="Note" hint="What you found, or who is on it. Everybody who looks at the board sees it.">
          {(slot) => (
            <Input {...slot} value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
          )}
        </Field>
        <div>
          <Button type="submit" look="solid" data-click="acknowledge">
            Acknowledge
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
