// A real mesh of a few services whose work each test writes itself, on a virtual clock, with everything it recorded.
import { type HrTime, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { IdGenerator, ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import type { Fault, FaultKind, NewFault } from "#lib/contract/fault.ts";
import { createFaults } from "#lib/faults/create.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createLogger } from "#lib/telemetry/logs/logger.ts";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { createResources } from "#lib/telemetry/service-resource.ts";
import { startMeters } from "#lib/telemetry/testing/meters-under-test.ts";
import { createTracer } from "#lib/telemetry/traces/create-tracer.ts";
import { createKeyedIds } from "#lib/telemetry/traces/keyed-ids.ts";
import { createRecordingProcessor } from "#lib/telemetry/traces/recording-processor.ts";
import { startSdk } from "#lib/telemetry/traces/start-sdk.ts";
import { createMesh } from "../create.ts";
import { host } from "../operation.ts";
import { parseTopology, type ServiceData } from "../topology.ts";
import type { Envelope, Handler, Host, Mesh, OperationSpec, Reply, Transport } from "../types.ts";

export type SeenSpan = {
  name: string;
  kind: "client" | "server";
  service: string;
  traceId: string;
  spanId: string;
  parentId: string | undefined;
  failed: boolean;
  startMs: number;
  durationMs: number;
  attributes: Record<string, unknown>;
};

export type Asked = { reply: Promise<Reply>; leave(): void };
export type SmallMesh = ReturnType<typeof startSmallMesh>;

const startMs = Date.UTC(2030, 0, 1);
const direct = (to: Host): Transport => to.handle;

/** Every service has the same two: `run` may be repeated, `once` may not. */
export function operation(service: string, name: "run" | "once" = "run"): OperationSpec {
  return { service, name, input: z.unknown(), output: z.unknown(), repeatable: name === "run" };
}

export const query: OperationSpec = {
  ...operation("database"),
  statement: { system: "postgresql", operation: "SELECT", collection: "orders", text: "select 1" },
};

type Given = {
  services: ServiceData[];
  /** What a service does, whichever of its operations is asked for; the others answer at once. */
  work: Record<string, Handler>;
  /** Where another contract than `run` and `once` is wanted. */
  specs?: Record<string, OperationSpec>;
  seed?: string;
  clock?: Clock;
  transport?: (host: Host) => Transport;
};

export function startSmallMesh({ services, work, seed = "7", transport = direct, ...given }: Given) {
  const virtual = createVirtualClock({ startMs });
  const clock = given.clock ?? virtual;
  // Ids that follow from the request need one scope for all of its hops, which there is only without a network.
  const recorder = createRecorder(clock, given.clock ? undefined : createKeyedIds(seed));
  const topology = parseTopology({ services });
  const operationsOf = (id: string) => {
    const spec = given.specs?.[id];
    return spec ? [spec] : [operation(id, "run"), operation(id, "once")];
  };
  const faults = createFaults({
    clock,
    places: {
      services: [...topology.services.values()].map(({ id, kind }) => ({
        id,
        kind,
        operations: operationsOf(id).map(({ name }) => name),
      })),
      edges: topology.edges,
    },
  });
  const mesh: Mesh = createMesh({
    clock,
    seed,
    telemetry: recorder,
    topology,
    definitions: [...topology.services.keys()].map((id) => ({
      id,
      operations: operationsOf(id).map((spec) => host(spec, work[id] ?? (() => "done"))),
    })),
    conditions: faults.conditions,
    transport,
  });
  const pass = (ms: number) => virtual.run(virtual.nowMs() + ms);
  const envelope = writeEnvelopes();
  const start = (service: string, whose: Partial<Envelope> = {}): Asked => {
    const leaving = new AbortController();
    const reply = mesh.enter(envelope(service, whose), leaving.signal);
    return { reply, leave: () => leaving.abort(new Error("the asker leaves")) };
  };
  return {
    clock,
    mesh,
    faults,
    pass,
    envelope,
    start,
    spans: recorder.spans,
    lines: recorder.lines,
    /** How often something was counted or measured, and what it adds up to, over all series with these labels. */
    measured: recorder.measured,
    /** Asks from outside and lets time pass until the answer is there. */
    async ask(service: string, whose: Partial<Envelope> = {}): Promise<Reply> {
      const { reply } = start(service, whose);
      if (clock === virtual) await passUntilSettled(reply, pass);
      return reply;
    },
    arm: (kind: FaultKind, target: string, fault: Partial<NewFault> = {}): Fault =>
      faults.arm({ kind, target, parameters: {}, share: 1, durationSeconds: 3_600, ...fault }),
    close() {
      mesh.close();
      faults.close();
    },
  };
}

function writeEnvelopes() {
  let written = 0;
  return (service: string, whose: Partial<Envelope> = {}): Envelope => {
    written += 1;
    return {
      service,
      operation: "run",
      caller: undefined,
      requestId: `request-${written}`,
      tenantId: undefined,
      visitorId: undefined,
      path: "0",
      remainingMs: 10_000,
      parent: undefined,
      input: {},
      ...whose,
    };
  };
}

async function passUntilSettled(asked: Promise<unknown>, pass: (ms: number) => Promise<void>) {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  asked.then(settle, settle);
  await pass(0);
  while (!settled) await pass(1);
}

function createRecorder(clock: Clock, idGenerator: IdGenerator | undefined) {
  const resourceOf = createResources({ instanceId: "small-mesh", version: "1.2.3" });
  startSdk(resourceOf("small-mesh"), []);
  const { meters, family } = startMeters(10_000);
  const spans: SeenSpan[] = [];
  const lines: LogRecord[] = [];
  const spanProcessors = [createRecordingProcessor([(span) => spans.push(seen(span))])];
  const sinks = [(line: LogRecord) => void lines.push(line)];
  return {
    spans,
    lines,
    service: (name: string) => ({
      name,
      tracer: createTracer(resourceOf(name), { version: "1.2.3", spanProcessors, idGenerator }),
      log: createLogger({ nowMs: clock.nowMs, leastLevel: "debug", sinks }, name, name),
      meter: meters.for(name),
    }),
    async measured(name: string, labels: Record<string, string> = {}) {
      const found = await family(name);
      const sums = { count: 0, sum: 0 };
      for (const series of found?.series ?? []) {
        if (Object.entries(labels).some(([label, value]) => series.labels[label] !== value)) continue;
        sums.count += "count" in series ? series.count : 1;
        sums.sum += "sum" in series ? series.sum : series.value;
      }
      return sums;
    },
  };
}

function seen(span: ReadableSpan): SeenSpan {
  const { traceId, spanId } = span.spanContext();
  return {
    name: span.name,
    kind: span.kind === SpanKind.CLIENT ? "client" : "server",
    service: String(span.resource.attributes["service.name"]),
    traceId,
    spanId,
    parentId: span.parentSpanContext?.spanId,
    failed: span.status.code === SpanStatusCode.ERROR,
    startMs: milliseconds(span.startTime) - startMs,
    durationMs: milliseconds(span.duration),
    attributes: { ...span.attributes },
  };
}

function milliseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
