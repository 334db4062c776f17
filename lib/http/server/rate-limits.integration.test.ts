import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endpoints } from "#app/endpoints.ts";
import { Problem } from "#lib/contract/problem.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";
import { laneOf } from "./rate-limits.ts";

const perSecond = 20;
/** More than a client may send in the two seconds that a crowd can fall into. */
const crowd = 5 * perSecond;

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({
    env: {
      RATE_LIMIT_SHOP: String(perSecond),
      RATE_LIMIT_CONTROL: String(perSecond),
      RATE_LIMIT_INGEST: String(perSecond),
      SIMULATION_SPEED: "0",
      TRUST_PROXY: "1",
    },
  });
});
afterAll(() => server.stop());

const get = (path: string, client: string) =>
  send(server.url, { path, headers: { "x-forwarded-for": client } });
const flood = (path: string, client: string) =>
  Promise.all(Array.from({ length: crowd }, () => get(path, client)));
const throttled = async (lane: string) => {
  const { text } = await get("/metrics", "192.0.2.99");
  return Number(text.match(new RegExp(`^throttled_requests\\{lane="${lane}"\\} (\\d+)`, "m"))?.[1]);
};

describe("a client that sends more than its share", () => {
  test("is told to wait, is counted, and is welcome again after that", async () => {
    const before = await throttled("shop");
    const answers = await flood("/api/cart?tenant=merch", "192.0.2.1");
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(perSecond);
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
    for (const answer of refused) {
      expect(Problem.parse(answer.json()).code).toBe("too_many_requests");
      expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    }
    expect(await throttled("shop")).toBe(before + refused.length);
    const again = () => get("/api/cart?tenant=merch", "192.0.2.1").then(({ status }) => status);
    await vi.waitFor(async () => expect(await again()).toBe(200), { timeout: 60_000, interval: 500 });
  });

  test("is refused in that lane only, and nobody else is", async () => {
    const [answers, elsewhere, others, probe] = await Promise.all([
      flood("/api/cart?tenant=merch", "192.0.2.2"),
      get("/api/faults", "192.0.2.2"),
      get("/api/cart?tenant=merch", "192.0.2.3"),
      get("/health", "192.0.2.2"),
    ]);
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    expect([elsewhere.status, others.status, probe.status]).toEqual([200, 200, 200]);
  });

  test("is never kept from probes, scrapes and the health of services", async () => {
    for (const path of ["/health", "/metrics", "/services"]) {
      const answers = await flood(path, "192.0.2.4");
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
  });
});

test("every endpoint has the lane of its purpose", () => {
  const byLane = new Map<string, string[]>();
  for (const { handlers } of endpoints)
    for (const { spec } of Object.values(handlers)) {
      const lane = laneOf(spec) ?? "none";
      byLane.set(lane, [...(byLane.get(lane) ?? []), spec.path]);
    }
  expect(byLane.get("shop")).toEqual(
    expect.arrayContaining(["/api/checkout", "/api/cart/items", "/checkout/success"]),
  );
  expect(byLane.get("control")).toEqual(expect.arrayContaining(["/api/faults", "/simulate-failure"]));
  expect(new Set(byLane.get("ingest"))).toEqual(
    new Set(["/api/mesh/reports", "/api/browser-errors", "/api/browser-telemetry", "/api/csp-reports"]),
  );
  expect(new Set(byLane.get("none"))).toEqual(
    new Set([
      "/health",
      "/ready",
      "/metrics",
      "/openapi.json",
      "/api/process-health",
      "/services",
      "/services/{service}/{operation}",
    ]),
  );
});
