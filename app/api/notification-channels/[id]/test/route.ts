import { testChannel } from "#lib/alerts/notify/test-channel.ts";
import { ChannelAddress } from "#lib/contract/alert.ts";
import { TestedChannel } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/notification-channels/{id}/test",
  summary: "Sends a test notification now and once, and answers with what came of it",
  tag: "Alerts",
  params: ChannelAddress,
  replies: { 200: TestedChannel },
  run: ({ notifications }, { params }) => testChannel(notifications, params.id),
});
