// What a buyer waits for: a whole purchase while everything is well, and the refusal while payments are away and the
// circuit breaker in front of them is open. How many calls were still sent to payments meanwhile is counted.

import { type Buyer, startBuyer } from "#lib/runtime/testing/buyer.ts";
import type { Answer } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { type Figure, percentile } from "./figures.ts";
import { sendJson } from "./server-state.ts";

const clients = 16;
const warmUpPurchases = 3;
const purchasesOfClient = 20;
/** Long enough for two probes of an open breaker. */
const refusedSeconds = 12;
const probeEverySeconds = 5;

/** Each client buys one product again and again, of which there is enough for all who buy it. */
const goods = assortment.flatMap(({ tenant, sku, stock }) =>
  tenant === "merch"
    ? Array.from({ length: Math.floor(stock / (warmUpPurchases + purchasesOfClient + 1)) }, () => sku)
    : [],
);
const goodsOf = (client: number) => goods[client % goods.length] ?? "";

export async function benchOpenBreaker(): Promise<Figure[]> {
  const server = await startServer({
    env: { CHECK_REPLIES: "off", LOG_STDOUT: "off", SIMULATION_SPEED: "0", CART_CLICK_EVERY: "0" },
  });
  try {
    await sendJson("PATCH", `${server.url}/api/traffic`, { paused: true });
    const buyers = Array.from({ length: clients }, () => startBuyer(server.url));
    await Promise.all(buyers.map((buyer, at) => buyAgain(buyer, goodsOf(at), warmUpPurchases)));
    const bought = await Promise.all(
      buyers.map((buyer, at) => buyAgain(buyer, goodsOf(at), purchasesOfClient)),
    );
    return [...checkoutFigures(bought.flat()), ...(await refusals(server, buyers))];
  } finally {
    await server.stop();
  }
}

function checkoutFigures(bought: readonly number[]): Figure[] {
  return [
    {
      name: "p99 of POST /api/checkout, from the request to the paid order",
      measured: percentile(bought, 0.99),
      unit: `ms, ${clients} clients`,
      limit: { atMost: 1_000 },
      detail: `p50 ${Math.round(percentile(bought, 0.5))} ms, ${bought.length} orders`,
    },
  ];
}

/** Milliseconds of each purchase; filling the cart is not counted. */
async function buyAgain(buyer: Buyer, sku: string, times: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    await buyer.put(sku);
    const { answer, ms } = await timed(buyer);
    if (answer.status !== 201) throw new Error(`a purchase was answered ${answer.status}: ${answer.text}`);
    tookMs.push(ms);
  }
  return tookMs;
}

async function timed(buyer: Buyer): Promise<{ answer: Answer; ms: number }> {
  const fromMs = performance.now();
  const answer = await buyer.buy();
  return { answer, ms: performance.now() - fromMs };
}

async function refusals(server: RunningServer, buyers: readonly Buyer[]): Promise<Figure[]> {
  await Promise.all(buyers.map((buyer, at) => buyer.put(goodsOf(at))));
  const outage = { kind: "outage", target: "payment-service", durationSeconds: 600 };
  await sendJson("POST", `${server.url}/api/faults`, outage);
  await Promise.all(buyers.map(buyUntilRefused));
  const before = await callsToPayment(server.url);
  const endMs = performance.now() + refusedSeconds * 1_000;
  const tries = (await Promise.all(buyers.map((buyer) => keepBuying(buyer, endMs)))).flat();
  const sent = (await callsToPayment(server.url)) - before;
  const refused = tries.filter(({ answer }) => isRefused(answer)).map(({ ms }) => ms);
  return [
    {
      name: "p99 of a checkout that an open breaker refuses with 503 and Retry-After",
      measured: percentile(refused, 0.99),
      unit: `ms, ${clients} clients`,
      limit: { atMost: 100 },
      detail: `p50 ${Math.round(percentile(refused, 0.5))} ms, ${refused.length} of ${tries.length} tries`,
    },
    {
      name: "calls that were sent to payments while the breaker was open, its probes",
      measured: sent,
      unit: `in ${refusedSeconds} s`,
      limit: { atMost: Math.ceil(refusedSeconds / probeEverySeconds) },
    },
  ];
}

async function buyUntilRefused(buyer: Buyer) {
  while (!isRefused(await buyer.buy()));
}

async function keepBuying(buyer: Buyer, endMs: number) {
  const tries: { answer: Answer; ms: number }[] = [];
  while (performance.now() < endMs) tries.push(await timed(buyer));
  return tries;
}

function isRefused({ status, headers, text }: Answer): boolean {
  return status === 503 && Number(headers["retry-after"]) >= 1 && text.includes('"payments_paused"');
}

async function callsToPayment(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split("\n")
    .filter((line) => line.startsWith("http_client_request_duration_seconds_count{"))
    .filter((line) => line.includes('server_address="payment-service"'))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
