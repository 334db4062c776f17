// What the nth shopper does: always the same for the same seed, whatever happens to the others.
import type { Product } from "#lib/contract/catalogue.ts";
import { type Journey, journeys, type TrafficMix } from "#lib/contract/traffic.ts";
import { keyedHex, keyedRandom, type Random } from "#lib/kernel/random.ts";
import type { Envelope } from "#lib/mesh/types.ts";
import type { Lines } from "./contracts.ts";
import type { Visitor } from "./ledger/known-shoppers.ts";
import { composeSession } from "./session-token.ts";
import { entryService, shopperPatienceMs } from "./topology.ts";

export type Wanted = Pick<Product, "sku" | "tenant" | "stock">;

export type Crowd = {
  seed: string;
  /** Tells the requests of one process from those of another with the same seed. */
  runId: string;
  visitors: readonly Visitor[];
  skus: readonly Wanted[];
  /** Services of a generated topology that some shoppers go to instead of the shop. */
  entries: readonly string[];
};

const elsewhereShare = 0.3;
const expiredSessionShare = 0.01;
const mostLines = 3;

/** Undefined when there is nobody who could come. */
export function planVisit(crowd: Crowd, mix: TrafficMix, nth: number): Envelope | undefined {
  const dice = keyedRandom(crowd.seed, "shopper", nth);
  const visitor = crowd.visitors[dice.integer(crowd.visitors.length)];
  if (!visitor) return undefined;
  const journey = pickJourney(mix, dice.next());
  const entry = crowd.entries[dice.integer(crowd.entries.length)];
  const elsewhere = dice.chance(elsewhereShare) ? entry : undefined;
  return {
    service: elsewhere ?? entryService,
    operation: elsewhere === undefined ? journey : "work",
    caller: undefined,
    requestId: requestIdOf(crowd, nth),
    tenantId: visitor.tenant,
    visitorId: visitor.id,
    path: "0",
    remainingMs: shopperPatienceMs,
    parent: undefined,
    input: elsewhere === undefined ? inputOf(journey, visitor, crowd, nth) : {},
  };
}

function pickJourney(mix: TrafficMix, fraction: number): Journey {
  const total = journeys.reduce((sum, journey) => sum + mix[journey], 0);
  let left = fraction * total;
  for (const journey of journeys) {
    left -= mix[journey];
    if (left < 0) return journey;
  }
  return journeys.findLast((journey) => mix[journey] > 0) ?? "sign-in";
}

function inputOf(journey: Journey, visitor: Visitor, { seed, skus }: Crowd, nth: number): object {
  const dice = keyedRandom(seed, "basket", nth);
  if (journey === "sign-in")
    return { session: dice.chance(expiredSessionShare) ? composeSession(visitor.id, 0) : visitor.session };
  if (journey === "account") return { session: visitor.session };
  const lines = fillBasket(
    skus.filter(({ tenant, stock }) => tenant === visitor.tenant && stock > 0),
    dice,
  );
  if (journey === "quote") return { lines };
  return { session: visitor.session, lines, cardEnding: visitor.cardEnding };
}

/** One to three products, most of them once. */
function fillBasket(offered: readonly Wanted[], dice: Random): Lines {
  const count = 1 + dice.integer(mostLines);
  const basket = new Map<string, number>();
  for (let line = 0; line < count; line += 1) {
    const picked = offered[dice.integer(offered.length)];
    const quantity = picked && picked.stock > 1 && dice.chance(0.2) ? 2 : 1;
    if (picked) basket.set(picked.sku, quantity);
  }
  return [...basket].map(([sku, quantity]) => ({ sku, quantity }));
}

/** A UUID of version 8: of our own making. */
function requestIdOf({ seed, runId }: Crowd, nth: number): string {
  const hex = keyedHex(16, "request", seed, runId, nth);
  const [time, mid, high, low, node] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ];
  return `${time}-${mid}-${high}-${low}-${node}`;
}
