// No order is ever lost: buyers buy, the server is killed in the middle of it, again and again, and in the end everything
// that was answered is in the books, everything in the books was asked for, and every doubt has one end.
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { crashPoints } from "#lib/kernel/crash-points.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { orderIdOf } from "#lib/shop/order-id.ts";
import { contradictions, fillShelves, type Place, readBooks } from "./books.ts";
import { buy, fillCart, newAttempt } from "./buy.ts";
import { type Attempt, openLedger, readLedger, type Told } from "./outside-ledger.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  kills: number;
  /** Doubts that must have been seen. */
  leastDoubts: number;
  databaseUrl?: string | undefined;
  /** A closed data directory to begin with, where making one would take longer than the drill. */
  template?: string | undefined;
  say?(line: string): void;
};

const buyers = 6;
/** The others go on with something new, so that the server does not wait for those who wait for it. */
const whoAskAgain = 2;
/** One of them is any moment at all. */
const ways = [...crashPoints, "any-moment"] as const;
const longestWaitMs = 60_000;

export async function drillOrders(options: Options): Promise<Verdict> {
  const { kills, leastDoubts, databaseUrl, say = () => undefined } = options;
  const state = await mkdtemp(join(tmpdir(), "faultmart-drill-"));
  const place: Place = { dataDir: join(state, "data"), databaseUrl };
  const path = join(state, "outside.ndjson");
  const counts: Record<string, number> = { kills: 0, "in doubt": 0 };
  const drill: Drill = { state, place, path, counts, doubts: new Map(), doubted: new Set() };
  try {
    if (options.template) await cp(options.template, place.dataDir, { recursive: true });
    await fillShelves(place);
    for (let nth = 0; nth < kills; nth += 1) {
      const way = ways[nth % ways.length] ?? "any-moment";
      await killOnce(drill, way, 1 + ((nth * 7) % 12));
      say(`${way}: ${drill.doubts.size} in doubt after ${nth + 1} kills`);
    }
    const failures = await endDoubts(drill);
    failures.push(...(await judge(drill)));
    const must = {
      "in doubt": leastDoubts,
      acknowledged: 1,
      "in doubt, then bought": 1,
      ...Object.fromEntries(ways.slice(0, kills).map((way) => [`killed at ${way}`, 1])),
    };
    return { drill: `orders on ${databaseUrl ? "PostgreSQL" : "PGlite"}`, counts, must, failures };
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

type Drill = {
  state: string;
  place: Place;
  path: string;
  /** Those that are not answered yet. */
  doubts: Map<string, Attempt>;
  doubted: Set<string>;
  counts: Record<string, number>;
};

const count = ({ counts }: Pick<Drill, "counts">, name: string) => {
  counts[name] = (counts[name] ?? 0) + 1;
};

const start = ({ state, place }: Drill, env: Record<string, string> = {}) =>
  startServer({
    stateDir: state,
    env: {
      SIMULATION_SPEED: "0",
      CART_CLICK_EVERY: "0",
      LOG_LEVEL: "error",
      CHECK_REPLIES: "off",
      ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
      ...env,
    },
  });

async function killOnce(drill: Drill, way: (typeof ways)[number], nth: number): Promise<void> {
  const atPoint = way !== "any-moment";
  const server = await start(drill, atPoint ? { FAULTMART_CRASH_AT: `${way}:${nth}` } : {});
  const died = once(server.process, "exit");
  const shopping = Promise.all(
    Array.from({ length: buyers }, (_, nth) => shopUntilDead(drill, server, nth < whoAskAgain)),
  );
  // The nth lets any moment be another one each time, without chance.
  if (!atPoint) await sleep(100 + ((nth * 137) % 900)).then(() => server.kill());
  const late = sleep(longestWaitMs, "late", { ref: false });
  if ((await Promise.race([died, late])) === "late") await server.kill();
  else count(drill, `killed at ${way}`);
  count(drill, "kills");
  await shopping;
}

async function shopUntilDead(drill: Drill, server: RunningServer, asksAgain: boolean): Promise<void> {
  const ledger = openLedger(drill.path);
  const isAlive = () => server.process.exitCode === null && server.process.signalCode === null;
  const shop = { url: server.url, ledger };
  while (isAlive()) {
    const [doubted] = asksAgain ? drill.doubts.values() : [];
    const attempt = doubted ?? newAttempt();
    if (doubted) drill.doubts.delete(doubted.key);
    else if (!(await fillCart(shop, attempt))) continue;
    const ending = await buy(shop, attempt, doubted === undefined);
    if (ending.how === "answered") continue;
    if (!doubted) count(drill, "in doubt");
    drill.doubted.add(attempt.key);
    drill.doubts.set(attempt.key, attempt);
    // What another process had under way is so until its claim has run out.
    await sleep(Math.min(ending.waitMs, 200));
  }
  ledger.close();
}

/** Nobody kills it any more: each doubt must come to its end. */
async function endDoubts(drill: Drill): Promise<string[]> {
  const server = await start(drill);
  const ledger = openLedger(drill.path);
  const shop = { url: server.url, ledger };
  const failures: string[] = [];
  try {
    for (const attempt of drill.doubts.values()) {
      const giveUpMs = Date.now() + longestWaitMs;
      let ending = await buy(shop, attempt, false);
      while (ending.how === "unsure" && Date.now() < giveUpMs) {
        await sleep(ending.waitMs + 100);
        ending = await buy(shop, attempt, false);
      }
      if (ending.how === "unsure") failures.push(`${attempt.key} stays in doubt: ${ending.why}`);
    }
    failures.push(...(await askAgain(drill, shop)));
  } finally {
    ledger.close();
    await server.stop({ keepState: true });
  }
  return failures;
}

const mostAskedAgain = 200;

/** The same key, the same bytes: also across a crash. */
async function askAgain(drill: Drill, shop: Parameters<typeof buy>[0]): Promise<string[]> {
  const { attempts, answers } = readLedger(drill.path);
  const answered = new Map(answers.map((answer) => [answer.key, answer.body]));
  const asked = attempts.filter(({ key }) => answered.has(key)).slice(-mostAskedAgain);
  for (const attempt of asked) await buy(shop, attempt, false);
  drill.counts["asked again"] = asked.length;
  const bodies = new Map<string, Set<string>>();
  for (const { key, body } of readLedger(drill.path).answers)
    bodies.set(key, (bodies.get(key) ?? new Set()).add(body));
  return [...bodies].filter(([, different]) => different.size > 1).map(([key]) => `${key} got two answers`);
}

async function judge({ place, path, doubted, counts }: Drill): Promise<string[]> {
  const told = firstAnswers(readLedger(path));
  const books = await readBooks(place);
  const stored = new Set(books.orders.filter(({ status }) => status !== "cancelled").map(({ id }) => id));
  const attempted = new Map(told.attempts.map((one) => [orderIdOf(one.visitorId, one.key), one.key]));
  const bought = told.answers.filter(({ status }) => status === 201);
  const acknowledged = new Set(bought.map(({ body }) => (JSON.parse(body) as { orderId: string }).orderId));
  const answered = new Set(told.answers.map(({ key }) => key));
  const failures = contradictions(books);
  for (const id of acknowledged) if (!stored.has(id)) failures.push(`${id} was acknowledged and is lost`);
  for (const id of stored) if (!attempted.has(id)) failures.push(`${id} is stored, and nobody asked for it`);
  for (const [id, key] of attempted)
    if (!answered.has(key))
      failures.push(`${key} never got an answer (${stored.has(id) ? "" : "not "}stored)`);
    else if (stored.has(id) !== acknowledged.has(id)) failures.push(`${id} is not what ${key} was told`);
  const refused = told.answers.filter(({ status }) => status !== 201);
  for (const { key, status, body } of refused)
    failures.push(`${key} was refused: ${status} ${body.slice(0, 200)}`);
  counts.attempted = attempted.size;
  counts.stored = stored.size;
  counts.acknowledged = acknowledged.size;
  counts["in doubt, then bought"] = bought.filter(({ key }) => doubted.has(key)).length;
  return failures;
}

/** Asked again, a key is answered twice. */
function firstAnswers({ attempts, answers }: Told): Told {
  const first = new Map(answers.toReversed().map((answer) => [answer.key, answer]));
  return { attempts, answers: [...first.values()] };
}
