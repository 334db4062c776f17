import { z } from "zod";
import { changeChannel } from "#lib/alerts/notify/change-channel.ts";
import { removeChannel } from "#lib/alerts/notify/remove-channel.ts";
import { ChannelAddress, ChannelChange } from "#lib/contract/alert.ts";
import { Channel } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const PATCH = defineRoute({
  method: "PATCH",
  path: "/api/notification-channels/{id}",
  summary: "Changes a channel; switched off, it is not told of what still waits either",
  tag: "Alerts",
  params: ChannelAddress,
  body: ChannelChange,
  replies: { 200: Channel },
  run: ({ notifications }, { params, body }) => changeChannel(notifications, params.id, body),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/notification-channels/{id}",
  summary: "Removes a channel and its notifications",
  tag: "Alerts",
  params: ChannelAddress,
  replies: { 204: z.undefined() },
  run: ({ notifications }, { params }) => removeChannel(notifications, params.id),
});
