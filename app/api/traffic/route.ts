import { Traffic, TrafficChange } from "#lib/contract/traffic.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traffic",
  summary: "What the background shoppers do, and how it went so far",
  tag: "Mesh",
  replies: { 200: Traffic },
  run: ({ shoppers }) => shoppers.traffic(),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path: "/api/traffic",
  summary: "Sets how many shoppers come and what they do, pauses and resumes them; what is left out stays",
  tag: "Mesh",
  body: TrafficChange,
  replies: { 200: Traffic },
  run: ({ shoppers }, { body }) => shoppers.change(body),
});
