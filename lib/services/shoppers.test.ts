import { expect, test } from "vitest";
import type { Traffic } from "#lib/contract/traffic.ts";
import { journeys } from "#lib/contract/traffic.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import type { Envelope, Reply } from "#lib/mesh/types.ts";
import { aborted } from "#lib/mesh/wait.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { knownShoppers } from "./ledger/known-shoppers.ts";
import { gateway } from "./operations.ts";
import { createShoppers } from "./shoppers.ts";

const startMs = Date.UTC(2030, 0, 1);
const ok: Reply = { status: 200, body: {} };
type Given = Partial<Parameters<typeof createShoppers>[0]>;

function open(given: Given = {}) {
  const clock = createVirtualClock({ startMs });
  const sent: Envelope[] = [];
  const shoppers = createShoppers({
    clock,
    seed: "7",
    runId: "run-1",
    visitors: knownShoppers,
    skus: assortment,
    requestsPerSecond: 10,
    ...given,
    enter: (envelope, signal) => {
      sent.push(envelope);
      return given.enter ? given.enter(envelope, signal) : Promise.resolve(ok);
    },
  });
  let untilMs = startMs;
  const pass = (seconds: number) => {
    untilMs += seconds * 1_000;
    return clock.run(untilMs);
  };
  return { shoppers, sent, pass };
}

async function shopFor(seconds: number, given: Given = {}): Promise<Envelope[]> {
  const { shoppers, sent, pass } = open(given);
  shoppers.start();
  await pass(seconds);
  return sent;
}

const countOf = (sent: readonly Envelope[], operation: string) =>
  sent.filter((envelope) => envelope.operation === operation).length;

test("every shopper asks the gateway for something that its contract knows", async () => {
  const sent = await shopFor(200);
  const contracts = new Map(Object.values(gateway).map((one) => [one.name, one]));
  for (const { service, operation, input, tenantId, visitorId, path, remainingMs } of sent) {
    expect(service).toBe("api-gateway");
    expect(contracts.get(operation)?.input.safeParse(input)).toMatchObject({ success: true });
    expect({ path, remainingMs }).toEqual({ path: "0", remainingMs: 5_000 });
    expect(knownShoppers.find(({ id }) => id === visitorId)?.tenant).toBe(tenantId);
  }
  expect(new Set(sent.map(({ operation }) => operation))).toEqual(new Set(journeys));
});

test("nobody wants what is sold out, or what the other shop sells", async () => {
  const offered = new Map(assortment.map((product) => [product.sku, product]));
  const checkouts = (await shopFor(300)).filter(({ operation }) => operation === "checkout");
  expect(checkouts.length).toBeGreaterThan(300);
  for (const { input, tenantId } of checkouts)
    for (const { sku, quantity } of gateway.checkout.input.parse(input).lines) {
      expect(offered.get(sku)?.tenant).toBe(tenantId);
      expect(offered.get(sku)?.stock).toBeGreaterThanOrEqual(quantity);
    }
});

test("the same seed sends the same shoppers; only their request ids tell one run from the other", async () => {
  const [first, again, otherRun, otherSeed] = await Promise.all([
    shopFor(60),
    shopFor(60),
    shopFor(60, { runId: "run-2" }),
    shopFor(60, { seed: "8" }),
  ]);
  expect(again).toEqual(first);
  const anonymous = (sent: Envelope[]) => sent.map((envelope) => ({ ...envelope, requestId: "" }));
  expect(anonymous(otherRun)).toEqual(anonymous(first));
  expect(anonymous(otherSeed)).not.toEqual(anonymous(first));
  const ids = [...first, ...otherRun, ...otherSeed].map(({ requestId }) => requestId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a changed mix takes effect at once, and who comes stays the same", async () => {
  const { shoppers, sent, pass } = open();
  shoppers.change({ mix: { "sign-in": 0, account: 0, quote: 0 } });
  shoppers.start();
  await pass(60);
  expect(countOf(sent, "checkout")).toBe(sent.length);
  const usual = await shopFor(60);
  expect(sent.map(({ visitorId }) => visitorId)).toEqual(usual.map(({ visitorId }) => visitorId));
});

test("a mix without any journey is refused, and nothing changes", () => {
  const { shoppers } = open();
  const before = shoppers.traffic();
  const nothing = { "sign-in": 0, account: 0, quote: 0, checkout: 0 };
  expect(() => shoppers.change({ requestsPerSecond: 1, mix: nothing })).toThrow(
    expect.objectContaining({ code: "validation_failed" }),
  );
  expect(shoppers.traffic()).toEqual(before);
});

test("pausing stops them until they are told to go on", async () => {
  const { shoppers, sent, pass } = open();
  shoppers.start();
  await pass(5);
  expect(shoppers.change({ paused: true })).toMatchObject({ paused: true, requestsPerSecond: 10 });
  const before = sent.length;
  await pass(60);
  expect(sent.length).toBe(before);
  shoppers.change({ paused: false, requestsPerSecond: 20 });
  await pass(10);
  expect(sent.length).toBeGreaterThan(before + 150);
});

test("who listens hears of every change until they stop listening", () => {
  const { shoppers } = open();
  const heard: Traffic[] = [];
  const stop = shoppers.onChange(() => heard.push(shoppers.traffic()));
  shoppers.change({ requestsPerSecond: 1 });
  stop();
  shoppers.change({ requestsPerSecond: 2 });
  expect(heard).toMatchObject([{ requestsPerSecond: 1 }]);
});

test("a failure is counted, a refusal is not", async () => {
  const statuses = [200, 402, 500, 503];
  let nth = 0;
  const { shoppers, pass } = open({
    enter: async () => {
      const status = statuses[nth % 5];
      nth += 1;
      if (status === undefined) throw new Error("connection refused");
      return { status, body: {} };
    },
  });
  shoppers.start();
  await pass(10);
  const { sent, failed } = shoppers.traffic();
  expect(sent).toBe(nth);
  expect(failed).toBe([...Array(nth).keys()].filter((index) => index % 5 >= 2).length);
});

test("at most 500 wait for an answer; the others are counted, and they leave when the shop closes", async () => {
  let left = 0;
  const { shoppers, pass } = open({
    requestsPerSecond: 100,
    enter: async (_envelope, signal) => {
      await aborted(signal);
      left += 1;
      throw signal.reason;
    },
  });
  shoppers.start();
  await pass(10);
  const { sent, skipped } = shoppers.traffic();
  expect(sent).toBe(500);
  expect(skipped).toBeGreaterThan(300);
  shoppers.close();
  await pass(1);
  expect(left).toBe(500);
  expect(shoppers.traffic().failed).toBe(0);
});

test("some go to the entries of a generated topology instead of the shop", async () => {
  const sent = await shopFor(100, { entries: ["service-10", "service-11"] });
  const elsewhere = sent.filter(({ service }) => service !== "api-gateway");
  expect(elsewhere.length / sent.length).toBeCloseTo(0.3, 1);
  expect(new Set(elsewhere.map(({ service }) => service))).toEqual(new Set(["service-10", "service-11"]));
  expect(countOf(elsewhere, "work")).toBe(elsewhere.length);
});
