// No log event is lost silently: the receiver is away, or in every other kind of trouble, and the server is killed in the
// middle of it. In the end every line of application.log has arrived or was counted as dropped.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { readFigures } from "#lib/shipping/outbox.ts";
import { type LogReceiver, type Mood, startLogReceiver } from "#lib/shipping/testing/log-receiver.ts";
import { openStore } from "#lib/store/open.ts";
import { countSpooled, nameOfShipped, readLines, without } from "./log-lines.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  /** How long nothing listens, with a kill in the middle. */
  outageMs: number;
  /** How long each other kind of trouble lasts. */
  troubleMs: number;
  /** With so little room that some must be dropped. */
  mostEvents?: number;
  /** Whether it is killed once more, with events in hand that nobody answers for. */
  killsAtHang?: boolean;
  databaseUrl?: string | undefined;
  /** A closed data directory with the embedded database of an empty shop. */
  template?: string;
  say?(line: string): void;
};

type Drill = {
  options: Options;
  state: string;
  receiver: LogReceiver;
  server: RunningServer;
  counts: Record<string, number>;
  killedAtMs: number[];
};

const troubles: [string, Mood][] = [
  ["429", { how: "answers", status: 429, headers: { "retry-after": "1" } }],
  ["500", { how: "answers", status: 500 }],
  ["reset", { how: "reset" }],
  ["partial", { how: "partial" }],
  ["hang", { how: "hang" }],
];
const longestWaitMs = 120_000;
const leastReceived = 50;

export async function drillLogShipping(options: Options): Promise<Verdict> {
  const { mostEvents, killsAtHang = false, databaseUrl, template, say = () => undefined } = options;
  const state = await mkdtemp(join(tmpdir(), "faultmart-drill-"));
  const receiver = await startLogReceiver();
  try {
    if (template) await cp(join(template, "pglite"), join(state, "data/pglite"), { recursive: true });
    const server = await start(options, state, receiver.url);
    const drill: Drill = { options, state, receiver, server, counts: { kills: 0 }, killedAtMs: [] };
    await shopUntilArrived(drill);
    // What is taken and said so by half would be dropped as well where there is no room.
    const others = mostEvents === undefined ? troubles : [];
    for (const [name, mood] of others) {
      await endure(drill, name, mood);
      say(`${name}: ${progress(drill)}`);
    }
    await outage(drill);
    say(`nothing listened for ${options.outageMs} ms: ${progress(drill)}`);
    await end(drill);
    const failures = await judge(drill);
    const where = databaseUrl ? "PostgreSQL" : "PGlite";
    const room = mostEvents === undefined ? "" : ` with room for ${mostEvents}`;
    const must = {
      "lines logged": 50,
      "received events": leastReceived,
      kills: killsAtHang ? 2 : 1,
      "waiting at a kill": 1,
      ...Object.fromEntries(others.map(([name]) => [`requests met by ${name}`, 1])),
      ...(mostEvents === undefined ? { "received twice": 1 } : { "counted as dropped": 1 }),
    };
    return { drill: `log shipping on ${where}${room}`, counts: drill.counts, must, failures };
  } finally {
    await receiver.down();
    await rm(state, { recursive: true, force: true });
  }
}

const progress = ({ receiver, counts }: Drill) =>
  `${receiver.accepted.length} accepted, ${counts.kills} kills`;

function start({ mostEvents, databaseUrl }: Options, stateDir: string, url: string): Promise<RunningServer> {
  const env = {
    PRODSENTINEL_URL: url,
    // Whoever shops here can stop: then nothing more is logged, and the backlog has an end.
    SIMULATION_SPEED: "0",
    CHECK_REPLIES: "off",
    LOG_STDOUT: "off",
    // Nothing of the witness may be rotated away.
    LOG_FILE_MB: "1024",
    ...(mostEvents !== undefined && { SHIPPING_MAX_EVENTS: String(mostEvents) }),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  return startServer({ stateDir, env });
}

/** Something is logged all the time. */
async function shopFor({ server }: Drill, durationMs: number): Promise<void> {
  const endMs = Date.now() + durationMs;
  const isAlive = () => server.process.exitCode === null && server.process.signalCode === null;
  const shop = async () => {
    while (Date.now() < endMs && isAlive()) {
      await send(server.url, { method: "POST", path: "/checkout/order-fail-pay" }).catch(() => undefined);
      await send(server.url, { path: "/api/products?tenant=merch" }).catch(() => undefined);
      await sleep(20);
    }
  };
  await Promise.all([shop(), shop()]);
}

/** However little room there is, and however little a busy machine does in a second: that much comes through before any trouble. */
async function shopUntilArrived(drill: Drill): Promise<void> {
  await waitFor(async () => {
    await shopFor(drill, 1_000);
    return drill.receiver.accepted.length >= leastReceived;
  });
}

async function kill(drill: Drill): Promise<void> {
  const { counts, state, server } = drill;
  drill.killedAtMs.push(Date.now());
  await server.kill();
  counts.kills = (counts.kills ?? 0) + 1;
  const { waiting } = await lookInside(drill);
  const spooled = countSpooled(join(state, "data"));
  counts["waiting at a kill"] = (counts["waiting at a kill"] ?? 0) + waiting + spooled;
  counts["of them only on the disk"] = (counts["of them only on the disk"] ?? 0) + spooled;
  drill.server = await start(drill.options, state, drill.receiver.url);
}

async function outage(drill: Drill): Promise<void> {
  const { receiver, options } = drill;
  await receiver.down();
  await shopFor(drill, options.outageMs / 2);
  // While shopping goes on: any moment is as good as another.
  const shopping = shopFor(drill, 1_000);
  await sleep(500);
  await Promise.all([kill(drill), shopping]);
  await shopFor(drill, options.outageMs / 2);
  receiver.mood = { how: "well" };
  await receiver.up();
}

async function endure(drill: Drill, name: string, mood: Mood): Promise<void> {
  const { receiver, counts, options } = drill;
  const before = receiver.requests.length;
  receiver.mood = mood;
  await shopFor(drill, options.troubleMs);
  await waitFor(() => receiver.requests.length > before);
  if (mood.how === "hang" && options.killsAtHang) await kill(drill);
  counts[`requests met by ${name}`] = receiver.requests.length - before;
  // What hangs goes on hanging: it comes before the outage, which ends it.
  if (mood.how === "hang") return;
  receiver.mood = { how: "well" };
  const { length } = receiver.accepted;
  await waitFor(() => receiver.accepted.length > length);
}

async function end(drill: Drill): Promise<void> {
  await shopFor(drill, 500);
  const { server } = drill;
  await waitFor(async () => {
    const { text } = await send(server.url, { path: "/metrics" });
    return /^shipping_backlog_events 0$/m.test(text);
  });
  await server.stop({ keepState: true });
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + longestWaitMs;
  while (!(await condition()) && Date.now() < endMs) await sleep(50);
}

async function lookInside({ state, options }: Drill) {
  const log = { info: () => undefined, exception: () => undefined };
  const { databaseUrl } = options;
  const store = await openStore({ dataDir: join(state, "data"), databaseUrl, poolSize: 2, log });
  try {
    return await readFigures(store);
  } finally {
    await store.close();
  }
}

/** A line can be on its way before the file has it, when the process is killed just then: so long, and so many. */
const justBeforeMs = 2_000;
const mostJustBefore = 20;

async function judge(drill: Drill): Promise<string[]> {
  const { counts, state, receiver, killedAtMs } = drill;
  const lines = readLines(join(state, "logs"));
  const byId = new Map(receiver.accepted.map((event) => [event.signal_id, event]));
  const received = [...byId.values()];
  const { waiting, dropped } = await lookInside(drill);
  const missing = without(lines, received.map(nameOfShipped));
  const ahead = new Set(without(received.map(nameOfShipped), lines));
  counts["lines logged"] = lines.length;
  counts["received events"] = received.length;
  counts["received twice"] = receiver.accepted.length - received.length;
  counts["counted as dropped"] = dropped;
  counts["not received"] = missing.length;
  counts["sent, and killed before the line was written"] = ahead.size;
  const failures: string[] = [];
  const left = waiting + countSpooled(join(state, "data"));
  if (left > 0) failures.push(`${left} events still wait after the stop`);
  const unwritten = dropped - missing.length;
  counts["dropped, and killed before the line was written"] = unwritten;
  if (unwritten < 0 || unwritten > mostJustBefore * killedAtMs.length)
    failures.push(
      `${missing.length} lines were not received, and ${dropped} counted: ${missing.slice(0, 3).join("; ")}`,
    );
  for (const event of received) {
    const atMs = Date.parse(event.timestamp);
    const excused = killedAtMs.some((ms) => atMs > ms - justBeforeMs && atMs < ms + justBeforeMs);
    if (ahead.has(nameOfShipped(event)) && !excused)
      failures.push(`never logged: ${event.timestamp} ${event.message}`);
  }
  return failures;
}
