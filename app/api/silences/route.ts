import { createSilence } from "#lib/alerts/create-silence.ts";
import { listSilences } from "#lib/alerts/list-silences.ts";
import { NewSilence } from "#lib/contract/alert.ts";
import { Silence, SilenceList } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/silences",
  summary: "Silences, those that last longest first, with how many open alerts each covers",
  tag: "Alerts",
  replies: { 200: SilenceList },
  run: ({ alerts }) => listSilences(alerts),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/silences",
  summary: "Silences the alerts that a filter fits, now and in future, until it ends",
  tag: "Alerts",
  body: NewSilence,
  replies: { 201: Silence },
  run: ({ alerts }, { body }) => createSilence(alerts, { ...body, by: "operator" }),
});
