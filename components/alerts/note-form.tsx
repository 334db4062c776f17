"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { acknowledge, unacknowledge } from "./alert-actions.ts";

/** One click acknowledges; the note may stay empty, and may come later. */
export function NoteForm({ alert }: { alert: Alert }) {
  const { acknowledged } = alert;
  const [note, setNote] = useState(acknowledged?.note ?? "");
  return (
    <form
      className="flex w-full min-w-0 flex-wrap items-center gap-2 sm:w-auto sm:max-w-xl sm:flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        // What is acknowledged can lose its note; what is not may be so by somebody else meanwhile.
        acknowledge([alert], note.trim() === "" && !acknowledged ? undefined : note.trim());
      }}
    >
      <Input
        aria-label="Note"
        placeholder="Note, may stay empty"
        value={note}
        maxLength={500}
        onChange={({ target }) => setNote(target.value)}
        className="w-auto flex-1 basis-44"
      />
      <Button type="submit" data-click="acknowledge" look={acknowledged ? "outline" : "solid"}>
        {acknowledged ? "Save the note" : "Acknowledge"}
      </Button>
      {acknowledged ? <Button onClick={() => unacknowledge(alert)}>Take back</Button> : null}
    </form>
  );
}
