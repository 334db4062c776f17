import { z } from "zod";
import { Problem } from "#lib/contract/problem.ts";
import { TraceParams } from "#lib/contract/trace-parts.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { streamOtlp } from "#lib/http/history/stream-otlp.ts";

const TracesData = z
  .object({ resourceSpans: z.array(z.record(z.string(), z.unknown())) })
  .describe("TracesData of opentelemetry-proto in its JSON encoding, a resource for each service");

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces/{traceId}/otlp",
  summary: "One trace as OTLP JSON, for any OpenTelemetry backend",
  tag: "Telemetry",
  params: TraceParams,
  replies: { 200: TracesData, 404: { "application/problem+json": Problem } },
  run: (context, { params }) => streamOtlp(context, params, context.request.signal),
});
