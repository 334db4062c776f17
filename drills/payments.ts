// What was captured is what was paid, one for one, also when the answers got lost: the card network took the money and we
// did not hear of it, cards were declined early and late, and books answered too slowly.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testCards } from "#lib/contract/test-cards.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { orderIdOf } from "#lib/shop/order-id.ts";
import { contradictions, fillShelves, type Place, readBooks } from "./books.ts";
import { buy, type Ending, fillCart, newAttempt } from "./buy.ts";
import { type Attempt, openLedger } from "./outside-ledger.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  checkouts: number;
  /** Captured, and the reply was lost. */
  leastLost: number;
  databaseUrl?: string | undefined;
  /** A closed data directory to begin with. */
  template?: string | undefined;
  say?(line: string): void;
};

const together = 12;
/** Both books must agree this soon after the faults stop. */
const agreeWithinMs = 60_000;

/** So that payments fail often, and the breaker opens now and then, but not for good. */
const troubles = [
  { kind: "reply-lost", target: "db-service/record-capture", share: 0.2 },
  { kind: "latency", target: "db-service/confirm-capture", share: 0.1, parameters: { delayMs: 900 } },
];

export async function drillPayments(options: Options): Promise<Verdict> {
  const { checkouts, leastLost, databaseUrl, say = () => undefined } = options;
  const state = await mkdtemp(join(tmpdir(), "faultmart-drill-"));
  const place: Place = { dataDir: join(state, "data"), databaseUrl };
  const env = { SIMULATION_SPEED: "0", CART_CLICK_EVERY: "0", LOG_LEVEL: "critical", CHECK_REPLIES: "off" };
  try {
    if (options.template) await cp(options.template, place.dataDir, { recursive: true });
    await fillShelves(place);
    const given = databaseUrl ? { ...env, DATABASE_URL: databaseUrl } : env;
    const server = await startServer({ stateDir: state, env: given });
    const ledger = openLedger(join(state, "outside.ndjson"));
    const shop = { url: server.url, ledger };
    const counts: Record<string, number> = { checkouts };
    const failures: string[] = [];
    const unheard: Attempt[] = [];
    try {
      for (const trouble of troubles) await arm(server.url, trouble);
      const attempts = await shopForAll(shop, { checkouts, counts, unheard, say });
      const waiting = await untilSettled(server.url, attempts, counts);
      failures.push(
        ...waiting.map((key) => `${key} is not settled ${agreeWithinMs / 1_000} s after the faults stopped`),
      );
    } finally {
      ledger.close();
      await server.stop({ keepState: true });
    }
    const books = await readBooks(place);
    failures.push(...contradictions(books));
    const taken = new Set(books.captures.map(({ orderId }) => orderId));
    counts["reply lost"] = unheard.filter((one) => taken.has(orderIdOf(one.visitorId, one.key))).length;
    counts.captured = books.captures.length;
    counts.paid = books.orders.filter(({ status }) => status === "paid").length;
    counts.cancelled = books.orders.filter(({ status }) => status === "cancelled").length;
    if (counts.captured !== counts.paid) failures.push(`${counts.captured} captured, ${counts.paid} paid`);
    const must = { "reply lost": leastLost, declined: 1, cancelled: 1, paid: 1 };
    return { drill: `payments on ${databaseUrl ? "PostgreSQL" : "PGlite"}`, counts, must, failures };
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

async function arm(url: string, trouble: object): Promise<void> {
  const body = JSON.stringify({ ...trouble, durationSeconds: 3_600 });
  const headers = { "content-type": "application/json" };
  const { status, text } = await send(url, { method: "POST", path: "/api/faults", headers, body });
  if (status !== 201) throw new Error(`a fault could not be armed: ${text}`);
}

type Shopping = {
  checkouts: number;
  counts: Record<string, number>;
  /** Whose buyers were told that it is not known yet. */
  unheard: Attempt[];
  say(line: string): void;
};
type Shop = Parameters<typeof buy>[0];

async function shopForAll(shop: Shop, { checkouts, counts, unheard, say }: Shopping): Promise<Attempt[]> {
  const attempts = Array.from({ length: checkouts }, (_, nth) => newAttempt(cardFor(nth)));
  const waiting = [...attempts];
  const note = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const shopper = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      while (!(await fillCart(shop, next))) await sleep(50);
      const ending = await buyOnce(shop, next);
      note(endingName(ending));
      if (ending.how === "unsure") unheard.push(next);
      if (waiting.length > 0 && waiting.length % 500 === 0)
        say(`${checkouts - waiting.length} of ${checkouts} checkouts`);
    }
  };
  await Promise.all(Array.from({ length: together }, shopper));
  return attempts;
}

/** While the breaker is open nothing is even tried, so that the attempt is made again. */
async function buyOnce(shop: Shop, attempt: Attempt): Promise<Ending> {
  let ending = await buy(shop, attempt, true);
  while (ending.how === "unsure" && ending.why !== "503 payment_unconfirmed") {
    await sleep(Math.min(ending.waitMs, 1_000));
    ending = await buy(shop, attempt, false);
  }
  return ending;
}

function cardFor(nth: number): string {
  const [good, declined] = testCards;
  if (nth % 20 === 7) return declined.number;
  return nth % 20 === 13 ? (testCards.at(-1)?.number ?? good.number) : good.number;
}

function endingName(ending: Ending): string {
  if (ending.how === "unsure") return "unconfirmed";
  return ending.status === 201 ? "answered as paid" : "declined";
}

/** Returns the keys that are still open when the time is over. */
async function untilSettled(
  url: string,
  attempts: readonly Attempt[],
  counts: Record<string, number>,
): Promise<string[]> {
  await send(url, { method: "DELETE", path: "/api/faults" });
  const stoppedMs = Date.now();
  let open = [...attempts];
  const stillOpen = async (one: Attempt) => (await stateOf(url, one)) === "under_way";
  for (let look = 0; Date.now() - stoppedMs < agreeWithinMs; look += 1) {
    const left: Attempt[] = [];
    for (const one of open) if (await stillOpen(one)) left.push(one);
    if (look === 0) counts["open when the faults stopped"] = left.length;
    open = left;
    if (open.length === 0) break;
    await sleep(500);
  }
  counts["seconds until both books agreed"] = Math.ceil((Date.now() - stoppedMs) / 1_000);
  return open.map(({ key }) => key);
}

async function stateOf(url: string, { visitorId, key }: Attempt): Promise<unknown> {
  const answer = await send(url, {
    path: `/api/checkout/${key}`,
    headers: { cookie: `visitor=${visitorId}` },
  });
  return answer.json().state;
}
