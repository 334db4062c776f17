// Nobody misses an alert, and nobody is told twice but after a crash in the middle of it, and then the same message under
// the same id, whether it is of one alert or of many: the receiver fails at random, the servers are killed while they
// send. An acknowledgement that was answered survives a kill at once.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import { findingOf, fire } from "#lib/alerts/testing/alerts-to-tell.ts";
import { type HookReceiver, startHookReceiver } from "#lib/alerts/testing/hook-receiver.ts";
import type { ChannelList } from "#lib/contract/alert-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import { openStore } from "#lib/store/open.ts";
import type { Store } from "#lib/store/types.ts";
import { failAtRandom, judgeTold, type Witness } from "./alert-witness.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  alerts: number;
  kills: number;
  /** On PostgreSQL there are two servers at once; on the embedded database there can be only one. */
  databaseUrl?: string | undefined;
  /** A closed data directory with the embedded database of an empty shop. */
  template?: string;
  say?(line: string): void;
};

type Drill = {
  options: Options;
  state: string;
  receiver: HookReceiver;
  witness: Witness;
  servers: RunningServer[];
  fired: string[];
  acknowledged: string[];
  /** Acknowledged, and not so any more right after the kill. */
  forgotten: string[];
};

/** Each is told of every alert, so that there are many messages though those of one moment and rule are one. */
const channels = ["/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h"];

const longestWaitMs = 300_000;

export async function drillAlerts(options: Options): Promise<Verdict> {
  const { databaseUrl, template, kills, say = () => undefined } = options;
  const state = await mkdtemp(join(tmpdir(), "faultmart-drill-"));
  const witness: Witness = {
    takenAt: new Map(),
    unanswered: new Set(),
    killedAtMs: [],
    failed: 0,
    open: Promise.resolve(),
  };
  const receiver = await startHookReceiver(failAtRandom(witness));
  const drill: Drill = {
    options,
    state,
    receiver,
    witness,
    servers: [],
    fired: [],
    acknowledged: [],
    forgotten: [],
  };
  try {
    if (template) await cp(join(template, "pglite"), join(state, "data/pglite"), { recursive: true });
    const first = await start(drill, 0);
    drill.servers.push(first);
    if (databaseUrl) drill.servers.push(await start(drill, 1));
    for (const path of channels) await addChannel(first, `${receiver.url}${path}`);
    for (let nth = 0; nth < kills; nth += 1) {
      await killWhileSending(drill, nth);
      say(`kill ${nth + 1}: ${drill.fired.length} alerts fired, ${witness.takenAt.size} messages taken`);
    }
    await untilTold(drill);
    for (const server of drill.servers) await server.stop({ keepState: true });
    return await judge(drill);
  } finally {
    for (const server of drill.servers) await server.kill();
    await receiver.close();
    await rm(state, { recursive: true, force: true });
  }
}

function start({ options, state }: Drill, place: number): Promise<RunningServer> {
  const { databaseUrl } = options;
  const env = {
    NOTIFY_ALLOW_HOSTS: "127.0.0.1",
    SIMULATION_SPEED: "0",
    SIMULATED_VENDORS: "0",
    LOG_STDOUT: "off",
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  return startServer({ stateDir: databaseUrl === undefined ? state : join(state, String(place)), env });
}

function post(url: string, path: string, body: object) {
  const headers = { "content-type": "application/json" };
  return send(url, { method: "POST", path, headers, body: JSON.stringify(body) });
}

async function addChannel({ url }: RunningServer, address: string): Promise<void> {
  const channel = { kind: "webhook", name: "the drill", address, from: "yellow" };
  const { status, text } = await post(url, "/api/notification-channels", channel);
  if (status !== 201) throw new Error(`the channel was not added: ${status} ${text}`);
}

/** Some wait to be told, one is acknowledged, and in that moment the power fails. */
async function killWhileSending(drill: Drill, nth: number): Promise<void> {
  const { servers, witness, options } = drill;
  const place = nth % servers.length;
  const victim = servers[place];
  if (!victim) throw new Error("there is no server to kill");
  const [newest] = drill.fired.slice(-1);
  const { size } = witness.takenAt;
  // Any moment is as good as another: some have been taken since the last start, and more are on their way.
  if (newest) await waitFor(() => witness.takenAt.size > size + (nth % 7));
  const answer = newest ? await acknowledge(victim, newest) : undefined;
  await victim.kill();
  witness.killedAtMs.push(performance.now());
  await withStore(drill, async (store) => {
    if (newest && answer === 200) {
      drill.acknowledged.push(newest);
      if (!(await areAcknowledged(store, [newest]))) drill.forgotten.push(newest);
    }
    await fireMore(drill, store, Math.ceil(options.alerts / options.kills));
  });
  // Nothing is answered before there is somebody to kill.
  const { promise, resolve } = Promise.withResolvers<void>();
  witness.open = promise;
  servers[place] = await start(drill, place).finally(resolve);
}

async function acknowledge({ url }: RunningServer, id: string): Promise<number | undefined> {
  const action = { ids: [id], action: "acknowledge", note: "I am on it" };
  const answer = await post(url, "/api/alerts/actions", action).catch(() => undefined);
  return answer?.status;
}

async function fireMore({ fired, options }: Drill, store: Store, count: number): Promise<void> {
  const most = Math.min(count, options.alerts - fired.length);
  const findings = Array.from({ length: most }, (_, nth) =>
    findingOf(`V${fired.length + nth}`, { kind: "vendor", rule: ruleOf(nth) }),
  );
  fired.push(...(await fire(store, findings)).map(({ id }) => id));
}

/** Many of two rules, and one that is alone. */
function ruleOf(nth: number): VendorQuestion {
  if (nth === 0) return "discount-stock";
  return nth % 2 === 0 ? "vendor-status" : "vendor-product-status";
}

async function withStore<T>({ state, options }: Drill, work: (store: Store) => Promise<T>): Promise<T> {
  const log = { info: () => undefined, exception: () => undefined };
  const { databaseUrl } = options;
  const store = await openStore({ dataDir: join(state, "data"), databaseUrl, poolSize: 2, log });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function areAcknowledged({ db }: Store, ids: string[]): Promise<boolean> {
  const rows = await db.select().from(alerts).where(inArray(alerts.id, ids));
  return rows.length === ids.length && rows.every(({ acknowledgedAt }) => acknowledgedAt !== null);
}

/** What a killed process had in hand is another's only when its time is over. */
async function untilTold({ servers }: Drill): Promise<void> {
  await waitFor(async () => {
    const { text } = await send(servers[0]?.url ?? "", { path: "/api/notification-channels" });
    return (JSON.parse(text) as ChannelList).channels.every(({ waiting }) => waiting === 0);
  });
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + longestWaitMs;
  while (!(await condition()) && performance.now() < endMs) await sleep(5);
}

async function judge(drill: Drill): Promise<Verdict> {
  const { options, witness, fired, acknowledged, forgotten, receiver } = drill;
  const { failures, toldTwice, ofOne, ofMany } = judgeTold(fired, channels, receiver.taken, witness);
  if (forgotten.length > 0) failures.push(`${forgotten.length} acknowledgements did not survive a kill`);
  if (!(await withStore(drill, (store) => areAcknowledged(store, acknowledged))))
    failures.push("an acknowledgement was lost later");
  const where = options.databaseUrl ? "PostgreSQL, two servers" : "PGlite";
  return {
    drill: `alerts on ${where}`,
    counts: {
      "alerts fired": fired.length,
      kills: witness.killedAtMs.length,
      "messages of one alert": ofOne,
      "messages of many": ofMany,
      "requests to the receiver": receiver.requests.length,
      "failed by the receiver": witness.failed,
      "taken without an answer": witness.unanswered.size,
      "told twice under one id": toldTwice,
      "acknowledged right before a kill": acknowledged.length,
    },
    must: {
      "alerts fired": options.alerts,
      kills: options.kills,
      "messages of one alert": options.kills,
      "messages of many": options.kills,
      "failed by the receiver": 3 * options.kills,
      "taken without an answer": 1,
      "told twice under one id": 1,
      "acknowledged right before a kill": options.kills - 1,
    },
    failures,
  };
}
