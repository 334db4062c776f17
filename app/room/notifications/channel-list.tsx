"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import type { Channel, ChannelList as Channels } from "#lib/contract/alert-answers.ts";
import { ChannelCard } from "./channel-card.tsx";
import { ChannelDialog } from "./channel-dialog.tsx";

type Opened = { channel: Channel | undefined };

export function ChannelList({ channels, emailIsSetUp }: Channels) {
  const [opened, setOpened] = useState<Opened>();
  const alive = useAlive();
  const add = (
    <Button look="solid" disabled={!alive} onClick={() => setOpened({ channel: undefined })}>
      <Plus className="size-4" aria-hidden />
      Add a channel
    </Button>
  );
  return (
    <section aria-labelledby="channels" className="mb-10">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h2 id="channels" className="display text-xl">
          Channels
        </h2>
        {channels.length > 0 ? add : null}
      </div>
      {channels.length === 0 ? (
        <EmptyState title="Nobody is told of alerts yet" action={add}>
          A channel is an e-mail address, a Slack webhook or a webhook of your own. The board shows every
          alert, with or without one.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 lg:grid-cols-2">
          {channels.map((channel) => (
            <li key={channel.id} className="min-w-0">
              <ChannelCard channel={channel} onChange={() => setOpened({ channel })} />
            </li>
          ))}
        </ul>
      )}
      {opened ? (
        <ChannelDialog
          channel={opened.channel}
          emailIsSetUp={emailIsSetUp}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </section>
  );
}
