// What the lines say: some forty sentences, each with values that are rarely the same twice.
import type { LogLevel } from "#lib/contract/log-level.ts";
import type { Random } from "#lib/kernel/random.ts";
import type { Attributes } from "#lib/telemetry/types.ts";

export type Line = { level: LogLevel; message: string; attributes: Attributes };
type Say = (random: Random) => string;

/** Nothing else contains it, and one line in a hundred thousand does. */
export const rareWord = "quarantined";

const hex = (random: Random, digits: number) =>
  Array.from({ length: digits }, () => random.integer(16).toString(16)).join("");
const order = (random: Random) => `ord_${hex(random, 24)}`;
const sku = (random: Random) => `SKU-${1_000 + random.integer(400)}`;
const ms = (random: Random) => `${random.lognormal(12, 0.8).toFixed(1)} ms`;
const euro = (random: Random) => `${(random.lognormal(4_000, 0.7) / 100).toFixed(2)} EUR`;

const everyday: readonly [Say, ...Say[]] = [
  (random) => `GET /api/products 200 in ${ms(random)}`,
  (random) => `GET /api/products/${sku(random)} 200 in ${ms(random)}`,
  (random) => `POST /api/cart/items 201 in ${ms(random)}`,
  (random) => `order ${order(random)} placed for ${euro(random)}`,
  (random) => `order ${order(random)} paid`,
  (random) => `order ${order(random)} packed, ${1 + random.integer(6)} lines`,
  (random) => `payment of ${euro(random)} authorised, card ending ${1_000 + random.integer(9_000)}`,
  (random) => `payment of ${euro(random)} captured`,
  (random) => `goods reserved for ${order(random)}`,
  (random) => `goods picked for ${order(random)}`,
  (random) => `stock of ${sku(random)} is ${random.integer(500)}`,
  (random) => `price of ${sku(random)} is ${euro(random)}`,
  (random) => `shopper ${hex(random, 12)} signed in`,
  (random) => `shopper ${hex(random, 12)} signed out after ${random.integer(90)} minutes`,
  (random) => `guest ${hex(random, 8)} let in`,
  (random) => `profile of ${hex(random, 12)} read from the database`,
  (random) => `profile of ${hex(random, 12)} found in the cache`,
  (random) => `cache entry prices:${sku(random)} renewed`,
  (random) => `cache entry prices:${sku(random)} expired`,
  (random) => `session ${hex(random, 16)} accepted`,
  (random) => `message order-placed handed to the mail relay for ${order(random)}`,
  (random) => `coupon ${hex(random, 6)} applied, ${random.integer(40)} percent`,
  (random) => `cart of ${hex(random, 12)} has ${1 + random.integer(9)} items`,
  (random) => `query took ${ms(random)}, ${random.integer(80)} rows`,
  (random) => `quote of ${euro(random)} made in ${ms(random)}`,
  (random) => `connection ${random.integer(64)} taken from the pool`,
];
const warnings: readonly [Say, ...Say[]] = [
  (random) => `stock lookup of ${sku(random)} is slow, ${ms(random)}`,
  (random) => `cache not usable, read prices of ${sku(random)} from the database`,
  (random) => `no recent prices of ${sku(random)}, took older ones`,
  (random) => `session ${hex(random, 16)} refused: expired`,
  (random) => `order ${order(random)} paid, but its confirmation was not sent`,
  (random) => `retry ${1 + random.integer(3)} of charge for ${order(random)}`,
  (random) => `pool has ${random.integer(4)} connections left`,
  (random) => `GET /api/products 422 in ${ms(random)}`,
];
const errors: readonly [Say, ...Say[]] = [
  (random) => `database gave no answer within ${400 + random.integer(400)} ms`,
  (random) => `payment for ${order(random)} failed: connection reset by peer`,
  (random) => `POST /services/order-service/place 503 in ${ms(random)}`,
  (random) => `order ${order(random)} could not be placed`,
  (random) => `circuit to db-service is open for ${random.integer(30)} s`,
];

export function sayLine(random: Random, nth: number, failed: boolean): Line {
  const attributes = {
    duration_ms: Number(random.lognormal(12, 0.8).toFixed(3)),
    "http.response.status_code": failed ? 503 : 200,
    shopper_id: hex(random, 12),
    worker: random.integer(64),
  };
  if (nth % 100_000 === 50_000)
    return { level: "warn", message: `report ${hex(random, 8)} was ${rareWord}`, attributes };
  if (failed) return { level: "error", message: random.pick(errors)(random), attributes };
  if (random.chance(0.04)) return { level: "warn", message: random.pick(warnings)(random), attributes };
  return { level: "info", message: random.pick(everyday)(random), attributes };
}
