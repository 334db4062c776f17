// The services in a real mesh, on a virtual clock unless they are given another, with the calls that were made and the lines that were logged.
import { trace } from "@opentelemetry/api";
import { createFaults } from "#lib/faults/create.ts";
import type { Faults } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createMesh, type MeshOptions } from "#lib/mesh/create.ts";
import type { Envelope, Mesh, OperationSpec, Reply, Topology, Transport } from "#lib/mesh/types.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { createLogger } from "#lib/telemetry/logs/logger.ts";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { startMeters } from "#lib/telemetry/testing/meters-under-test.ts";
import { knownShoppers } from "../ledger/known-shoppers.ts";
import { createMemoryLedger } from "../ledger/memory-ledger.ts";
import type { Ledger } from "../ledger/types.ts";
import { planMesh } from "../plan-mesh.ts";

export type SeenCall = Pick<Envelope, "service" | "operation" | "caller" | "requestId" | "input"> &
  Reply & { answeredMs: number };

export type MeshUnderTest = {
  clock: Clock;
  mesh: Mesh;
  faults: Faults;
  topology: Topology;
  entries: readonly string[];
  calls: SeenCall[];
  lines: LogRecord[];
  operation(service: string, name: string): OperationSpec | undefined;
  /** Asks from outside, and lets virtual time pass until the answer must be there. */
  ask<Input>(operation: OperationSpec<Input>, input: Input, whose?: Partial<Envelope>): Promise<Reply>;
  pass(seconds: number): Promise<void>;
};

const startMs = Date.UTC(2030, 0, 1);
const patienceMs = 5_000;

type Given = { seed?: string; services?: number; ledger?: Ledger; clock?: Clock } & Pick<
  MeshOptions,
  "hosts" | "elsewhere"
>;

export function startMesh({ seed = "7", services = 9, ledger, ...given }: Given = {}): MeshUnderTest {
  const virtual = createVirtualClock({ startMs });
  const clock = given.clock ?? virtual;
  const known = ledger ?? createMemoryLedger({ shoppers: knownShoppers, products: assortment });
  const plan = planMesh({ seed, count: services, clock, ledger: known });
  const calls: SeenCall[] = [];
  const lines: LogRecord[] = [];
  const { meters } = startMeters(10_000);
  const sinks = [(line: LogRecord) => void lines.push(line)];
  const telemetry = {
    service: (name: string) => ({
      name,
      tracer: trace.getTracer(name),
      log: createLogger({ nowMs: clock.nowMs, leastLevel: "info", sinks }, name, name),
      meter: meters.for(name),
    }),
  };
  const faults = createFaults({ clock, places: plan.places });
  const mesh = createMesh({
    ...given,
    clock,
    seed,
    telemetry,
    topology: plan.topology,
    definitions: plan.definitions,
    conditions: faults.conditions,
    transport:
      (host): Transport =>
      async (envelope, signal) => {
        const reply = await host.handle(envelope, signal);
        const { service, operation, caller, requestId, input } = envelope;
        calls.push({
          service,
          operation,
          caller,
          requestId,
          input,
          ...reply,
          answeredMs: clock.monotonicMs(),
        });
        return reply;
      },
  });

  const pass = (seconds: number) => virtual.run(virtual.nowMs() + seconds * 1_000);
  let asked = 0;
  return {
    clock,
    mesh,
    faults,
    topology: plan.topology,
    entries: plan.entries,
    calls,
    lines,
    operation: (service, name) =>
      plan.definitions.find(({ id }) => id === service)?.operations.find(({ spec }) => spec.name === name)
        ?.spec,
    async ask({ service, name }, input, whose) {
      asked += 1;
      const envelope: Envelope = {
        service,
        operation: name,
        caller: undefined,
        requestId: `request-${asked}`,
        tenantId: undefined,
        visitorId: undefined,
        path: "0",
        remainingMs: patienceMs,
        parent: undefined,
        ...whose,
        input,
      };
      const reply = mesh.enter(envelope, new AbortController().signal);
      if (clock === virtual) await pass(patienceMs / 1_000);
      return reply;
    },
    pass,
  };
}
