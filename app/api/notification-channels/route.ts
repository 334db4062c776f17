import { addChannel } from "#lib/alerts/notify/add-channel.ts";
import { listChannels } from "#lib/alerts/notify/list-channels.ts";
import { NewChannel } from "#lib/contract/alert.ts";
import { ChannelList, CreatedChannel } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/notification-channels",
  summary: "Who is told of alerts, the newest first, with what became of the last day's notifications",
  tag: "Alerts",
  replies: { 200: ChannelList },
  run: ({ notifications }) => listChannels(notifications),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/notification-channels",
  summary: "Adds a channel; the secret that signs a webhook is answered here and never again",
  tag: "Alerts",
  body: NewChannel,
  replies: { 201: CreatedChannel },
  run: ({ notifications }, { body }) => addChannel(notifications, body),
});
