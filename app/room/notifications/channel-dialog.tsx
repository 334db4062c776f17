"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type Channel, Channel as ChannelShape, CreatedChannel } from "#lib/contract/alert-answers.ts";
import {
  bodyOf,
  type ChannelDraft,
  checkDraft,
  type DraftProblems,
  draftOf,
  problemsOf,
} from "./channel-draft.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { SecretOnce } from "./secret-once.tsx";

type Props = { channel: Channel | undefined; emailIsSetUp: boolean; onClose: () => void };
type Saved = { secret: string | null } | { problems: DraftProblems };

/** Adds a channel, or changes one. */
export function ChannelDialog({ channel, emailIsSetUp, onClose }: Props) {
  const [draft, setDraft] = useState<ChannelDraft>(draftOf(channel));
  const [problems, setProblems] = useState<DraftProblems>({});
  const [busy, setBusy] = useState(false);
  const [secret, setSecret] = useState<string>();
  const router = useRouter();
  const isNew = channel === undefined;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = checkDraft(draft, isNew);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const saved = await send(draft, channel?.id);
    setBusy(false);
    if ("problems" in saved) return setProblems(saved.problems);
    router.refresh();
    if (saved.secret === null) onClose();
    else setSecret(saved.secret);
  };
  const title = secret ? "The secret of this webhook" : isNew ? "Add a channel" : `Change ${channel.name}`;
  return (
    <Dialog title={title} open onOpenChange={(open) => !open && onClose()}>
      {secret ? (
        <SecretOnce secret={secret} onDone={onClose} />
      ) : (
        <form noValidate onSubmit={save} className="grid gap-4 p-5 pt-0">
          <ChannelFields
            draft={draft}
            problems={problems}
            isNew={isNew}
            emailIsSetUp={emailIsSetUp}
            onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          />
          {problems.form ? (
            <p role="alert" className="text-sm text-red-high">
              {problems.form}
            </p>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="solid" aria-disabled={busy} data-click="save a channel">
              {busy ? "Saving…" : isNew ? "Add it" : "Save"}
            </Button>
            <Button look="quiet" onClick={onClose}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

async function send(draft: ChannelDraft, id: string | undefined): Promise<Saved> {
  const path = "/api/notification-channels";
  if (id === undefined) {
    const answer = await askServer(path, CreatedChannel, { method: "POST", body: bodyOf(draft, true) });
    return answer.ok ? { secret: answer.data.secret } : { problems: problemsOf(answer.failure) };
  }
  const body = bodyOf(draft, false);
  const answer = await askServer(`${path}/${encodeURIComponent(id)}`, ChannelShape, {
    method: "PATCH",
    body,
  });
  return answer.ok ? { secret: null } : { problems: problemsOf(answer.failure) };
}
