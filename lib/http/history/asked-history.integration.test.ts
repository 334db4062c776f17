import { afterAll, beforeAll, expect, test } from "vitest";
import { LogCountQuery, LogQuery } from "#lib/contract/log.ts";
import { MetricNamesQuery, MetricQuery } from "#lib/contract/metric.ts";
import { TraceDurationsQuery, TraceQuery } from "#lib/contract/trace.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import type { Asking } from "./asked-history.ts";
import { countLogFacets, countLogsOverTime } from "./count-logs.ts";
import { countTraceDurations } from "./count-trace-durations.ts";
import { listLogs } from "./list-logs.ts";
import { listMetricNames } from "./list-metric-names.ts";
import { listTraces } from "./list-traces.ts";
import { matchSpans } from "./match-spans.ts";
import { queryMetric } from "./query-metric.ts";
import { readLogContext } from "./read-log-context.ts";

let started: TelemetryUnderTest;
beforeAll(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
});
afterAll(() => started.remove());

type Context = Asking & { clock: typeof wallClock };
const metric = "process_cpu_user_seconds_total";

test.each<[string, (context: Context) => Promise<unknown>]>([
  ["traces", (context) => listTraces(context, TraceQuery.parse({}))],
  ["durations", (context) => countTraceDurations(context, TraceDurationsQuery.parse({}))],
  ["spans of a trace", (context) => matchSpans(context, { traceId: "0".repeat(32), q: "kind:server" })],
  ["log lines", (context) => listLogs(context, LogQuery.parse({}))],
  ["lines over time", (context) => countLogsOverTime(context, LogCountQuery.parse({}))],
  ["facets", (context) => countLogFacets(context, LogCountQuery.parse({}))],
  ["a line and those around", (context) => readLogContext(context, { id: "1", around: 1, q: undefined })],
  ["metrics", (context) => listMetricNames(context, MetricNamesQuery.parse({}))],
  ["a chart", (context) => queryMetric(context, MetricQuery.parse({ metric }))],
])("a question for %s is not put to the warehouse when whoever asked has left", async (_, ask) => {
  const context = { telemetry: started.telemetry, clock: wallClock };
  const gone = { ...context, request: { signal: AbortSignal.abort() } };
  const left = { code: "unavailable", reason: "asker_left" };
  await expect(ask(gone)).rejects.toMatchObject(left);
  const there = { ...context, request: { signal: new AbortController().signal } };
  await expect(ask(there).catch((error: unknown) => error)).resolves.not.toMatchObject(left);
});
