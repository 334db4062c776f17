// Hops a second of a whole server on one core, with everything recorded, beside the least that a hop can cost.
import type { ChildProcess } from "node:child_process";
import type { ServiceList } from "#lib/contract/mesh.ts";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { entryService } from "#lib/services/topology.ts";
import { ask, nextMessage, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, median } from "./figures.ts";
import type { LoadOrder, LoadResult } from "./load-process.ts";
import { cpuSeconds, pin } from "./pinning.ts";
import { droppedSignals, getJson, sendJson } from "./server-state.ts";

const rounds = 3;
const warmUpSeconds = 8;
const meshSeconds = 6;
const chainSeconds = 3;
const shoppersAtOnce = 96;
const chainCustomers = 32;

/** They are called without HTTP, as a driver is. */
const withinProcess = ["db-service", "cache-service"];

type MeasuredRound = {
  perSecond: number;
  overHttp: number;
  perCoreSecond: number;
  bare: number;
  answered: number;
  failed: number;
};

export async function benchMeshHops(): Promise<Figure[]> {
  const server = await startServer({ env: { CHECK_REPLIES: "off", LOG_STDOUT: "off" } });
  const customers = startProcess("load-process.ts");
  const chain = startProcess("bare-chain.ts");
  try {
    const { url: chainUrl } = await nextMessage<{ url: string }>(chain);
    for (const [{ pid }, core] of [
      [server.process, 0],
      [chain, 0],
      [customers, 1],
    ] as const)
      pin(pid ?? 0, core);
    await sendJson("PATCH", `${server.url}/api/traffic`, { paused: true });
    const load = (order: Omit<LoadOrder, "customers">) => {
      const count = order.kind === "shop" ? shoppersAtOnce : chainCustomers;
      return ask<LoadResult>(customers, { ...order, customers: count });
    };
    await load({ kind: "shop", url: server.url, seconds: warmUpSeconds });
    await load({ kind: "chain", url: chainUrl, seconds: 1 });
    const measured: MeasuredRound[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const mesh = await meshRound(server, load);
      measured.push({ ...mesh, bare: await chainRound(chain, chainUrl, load) });
    }
    return figuresOf(measured, await droppedSignals(server.url));
  } finally {
    await Promise.all([server.stop(), stopProcess(customers), stopProcess(chain)]);
  }
}

type Load = (order: Omit<LoadOrder, "customers">) => Promise<LoadResult>;

async function meshRound(server: { url: string; process: ChildProcess }, load: Load) {
  const { url } = server;
  const pid = server.process.pid ?? 0;
  const look = async () => ({ calls: await countCalls(url), cpu: cpuSeconds(pid), atMs: performance.now() });
  const before = await look();
  const { answered, failed } = await load({ kind: "shop", url, seconds: meshSeconds });
  const after = await look();
  const seconds = (after.atMs - before.atMs) / 1_000;
  const hops = after.calls.all - before.calls.all;
  return {
    perSecond: hops / seconds,
    overHttp: (after.calls.overHttp - before.calls.overHttp) / seconds,
    perCoreSecond: hops / (after.cpu - before.cpu),
    answered,
    failed,
  };
}

async function chainRound(chain: ChildProcess, url: string, load: Load): Promise<number> {
  const look = async () => ({ ...(await ask<{ hops: number }>(chain, {})), cpu: cpuSeconds(chain.pid ?? 0) });
  const before = await look();
  await load({ kind: "chain", url, seconds: chainSeconds });
  const after = await look();
  return (after.hops - before.hops) / (after.cpu - before.cpu);
}

/** Calls between services: what customers ask of the gateway is not among them. */
async function countCalls(url: string) {
  const { services } = await getJson<ServiceList>(`${url}/services`);
  const inside = services.filter(({ id }) => id !== entryService);
  const sum = (list: typeof services) => list.reduce((calls, { request_count }) => calls + request_count, 0);
  return { all: sum(inside), overHttp: sum(inside.filter(({ id }) => !withinProcess.includes(id))) };
}

function figuresOf(rounds: MeasuredRound[], dropped: number): Figure[] {
  const of = (pick: (round: MeasuredRound) => number) => median(rounds.map(pick));
  const answered = rounds.reduce((sum, round) => sum + round.answered, 0);
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
  const wall = `${Math.round(of((round) => round.perSecond))} a second by the wall clock, ${Math.round(of((round) => round.overHttp))} of them over HTTP`;
  const lost = `${failed} of ${answered} journeys failed, ${dropped} signals dropped`;
  return [
    {
      name: "hops of the mesh with everything recorded",
      measured: of((round) => round.perCoreSecond),
      unit: "for each second of one core",
      limit: { atLeast: 3_000 },
      detail: `${wall}; ${lost}`,
    },
    {
      name: "hops of the mesh against a bare chain",
      measured: of((round) => round.perCoreSecond / round.bare),
      unit: "times the hops of undici and node:http alone",
      limit: { atLeast: 0.05 },
      detail: `bare: ${Math.round(of((round) => round.bare))} for each second of one core`,
    },
    { name: "journeys that failed", measured: (failed / answered) * 100, unit: "%", limit: { atMost: 1 } },
    { name: "telemetry dropped under full load", measured: dropped, unit: "signals", limit: { atMost: 0 } },
  ];
}
