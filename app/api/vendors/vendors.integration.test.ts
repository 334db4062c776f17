import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { JobList } from "#lib/contract/job-answers.ts";
import { Problem } from "#lib/contract/problem.ts";
import { ThresholdList, ThresholdPreview, Thresholds, ThresholdVersions } from "#lib/contract/thresholds.ts";
import {
  DiscountStockList,
  VendorCodes,
  VendorDetail,
  VendorHistory,
  VendorList,
  VendorProductStatusList,
  VendorStatusList,
} from "#lib/contract/vendor-answers.ts";
import { type Answer, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
const howMany = 40;
const get = (path: string) => send(server.url, { path });
const sendJson = (method: string, path: string, body: unknown) =>
  send(server.url, {
    method,
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const codeOf = (answer: Answer) => [answer.status, Problem.parse(answer.json()).code];
const patience = { timeout: 60_000, interval: 100 };

/** After the first run of each no other comes by itself: what is compared here must not change in between. */
const oncePerDay = {
  DISCOUNT_STOCK_JOB_INTERVAL: "86400",
  VENDOR_STATUS_JOB_INTERVAL: "86400",
  VENDOR_PRODUCT_STATUS_JOB_INTERVAL: "86400",
};

beforeAll(async () => {
  server = await startPreparedServer({
    env: { SIMULATED_VENDORS: String(howMany), SIMULATION_SPEED: "0", ...oncePerDay },
  });
  await vi.waitFor(async () => {
    const { jobs } = JobList.parse((await get("/api/jobs")).json());
    expect(jobs.map(({ lastRun }) => lastRun?.outcome)).toEqual(jobs.map(() => "succeeded"));
  }, patience);
}, 120_000);
afterAll(() => server?.stop());

describe("what is known of vendors", () => {
  test("is a row for each of them, with how old it is", async () => {
    const { vendors, freshness } = VendorList.parse((await get("/api/vendors")).json());
    expect(vendors).toHaveLength(howMany);
    for (const one of freshness)
      expect(one).toMatchObject({ source: "simulated", stale: false, problem: null, badRows: 0 });
    expect(freshness.every(({ ageSeconds }) => ageSeconds !== null && ageSeconds < 600)).toBe(true);
    expect(VendorCodes.parse((await get("/api/vendor-codes")).json()).vendors).toHaveLength(howMany);
  });

  test("is answered a page at a time for each question", async () => {
    const first = VendorStatusList.parse((await get("/api/vendor-status?limit=30")).json());
    expect(first.vendors).toHaveLength(30);
    const rest = VendorStatusList.parse(
      (await get(`/api/vendor-status?limit=30&cursor=${first.next}`)).json(),
    );
    expect(rest.vendors).toHaveLength(howMany - 30);
    expect(rest.next).toBeNull();
    expect(
      VendorProductStatusList.parse((await get("/api/vendor-product-status")).json()).vendors,
    ).toHaveLength(howMany);
    expect(DiscountStockList.parse((await get("/api/discount-stock")).json()).vendors.length).toBeGreaterThan(
      0,
    );
  });

  test("of one of them has its present and its past", async () => {
    const detail = VendorDetail.parse((await get("/api/vendors/V0001")).json());
    expect(detail).toMatchObject({ code: "V0001", status: { code: "V0001" }, products: { code: "V0001" } });
    expect(detail.events.length).toBeGreaterThanOrEqual(2);
    const history = (await get("/api/vendors/V0001/history?question=vendor-product-status&range=6h")).json();
    expect(VendorHistory.parse(history).points.at(-1)?.last).toBe(detail.products?.availablePercent);
  });

  test("keeps what was known when the feed sends garbage, and says how many rows of it", async () => {
    const before = VendorStatusList.parse((await get("/api/vendor-status")).json());
    const fault = { kind: "feed-garbage", target: "vendor:V0002", durationSeconds: 60 };
    expect((await sendJson("POST", "/api/faults", fault)).status).toBe(201);
    await vi.waitFor(async () => {
      await send(server.url, { method: "POST", path: "/api/jobs/vendor-status/runs" });
      const { freshness } = VendorStatusList.parse((await get("/api/vendor-status")).json());
      expect(freshness.badRows).toBe(1);
    }, patience);
    const after = VendorStatusList.parse((await get("/api/vendor-status")).json());
    expect(after.vendors.map(({ code }) => code)).toEqual(before.vendors.map(({ code }) => code));
    const seen = (list: typeof before, code: string) =>
      list.vendors.find((one) => one.code === code)?.observedAt ?? "";
    expect(seen(after, "V0002") < seen(after, "V0001")).toBe(true);
    await send(server.url, { method: "DELETE", path: "/api/faults" });
  });

  test.each([
    ["/api/vendors/V9999", [404, "not_found"]],
    ["/api/vendors/a%00b", [400, "bad_request"]],
    ["/api/vendor-status?limit=0", [422, "validation_failed"]],
    ["/api/vendor-status?cursor=nonsense", [422, "validation_failed"]],
    ["/api/discount-stock?cursor=AAo", [422, "validation_failed"]],
    ["/api/vendors/V0001/history", [422, "validation_failed"]],
    ["/api/vendors/V0001/history?question=discount-stock&range=1y", [422, "validation_failed"]],
    ["/api/vendor-thresholds/prices", [422, "validation_failed"]],
  ])("asked for badly (%s) is a problem of the one who asks", async (path, expected) => {
    expect(codeOf(await get(path))).toEqual(expected);
  });

  test("of a vendor or item that nobody knows, the past is empty", async () => {
    for (const path of [
      "V9999/history?question=vendor-status",
      "V0001/history?question=discount-stock&item=a%00b",
    ])
      expect(VendorHistory.parse((await get(`/api/vendors/${path}`)).json()).points).toEqual([]);
  });
});

describe("limits", () => {
  const path = "/api/vendor-thresholds/vendor-product-status";
  const limits = { cherry: 20, "red-high": 40, red: 99.5, yellow: 99.6, green: 99.7, "light-green": 99.8 };
  const change = { limits, margin: 0.1 };

  test("are tried without being changed, then changed as tried, alerts and all, and taken back", async () => {
    const preview = ThresholdPreview.parse((await sendJson("POST", `${path}/preview`, change)).json());
    expect(preview.changed).toBeGreaterThan(10);
    const unchanged = ThresholdList.parse((await get("/api/vendor-thresholds")).json());
    expect(unchanged.thresholds.map(({ version }) => version)).toEqual([0, 0, 0]);

    const changed = await sendJson("POST", path, { ...change, version: 0, note: "too mild" });
    expect(Thresholds.parse(changed.json())).toMatchObject({
      version: 1,
      changedBy: "operator",
      note: "too mild",
    });
    const { vendors } = VendorProductStatusList.parse((await get("/api/vendor-product-status")).json());
    const counts: Record<string, number> = Object.fromEntries(
      Object.keys(preview.after).map((one) => [one, 0]),
    );
    for (const { severity } of vendors) counts[severity] = (counts[severity] ?? 0) + 1;
    expect(counts).toEqual(preview.after);
    const alerts = await get("/api/alerts?q=rule:vendor-product-status&limit=1000");
    expect((alerts.json().alerts as unknown[]).length).toBe(
      (preview.after.red ?? 0) +
        (preview.after["red-high"] ?? 0) +
        (preview.after.cherry ?? 0) +
        (preview.after.yellow ?? 0),
    );

    expect(codeOf(await sendJson("POST", path, { ...change, version: 0 }))).toEqual([
      409,
      "version_outdated",
    ]);
    const reset = (query = "") => send(server.url, { method: "DELETE", path: path + query });
    expect(codeOf(await reset("?version=0"))).toEqual([409, "version_outdated"]);
    expect(codeOf(await reset("?version=x"))).toEqual([422, "validation_failed"]);
    expect(Thresholds.parse((await reset("?version=1")).json())).toMatchObject({
      version: 2,
      isDefault: true,
    });
    const { versions } = ThresholdVersions.parse((await get(path)).json());
    expect(versions.map(({ version }) => version)).toEqual([2, 1, 0]);
  });

  test("that are out of their order, or of their range, change nothing", async () => {
    const before = (await get(path)).text;
    for (const wrong of [
      { ...limits, red: 10 },
      { ...limits, "light-green": 101 },
    ])
      for (const [address, more] of [
        [path, { version: 2 }],
        [`${path}/preview`, {}],
      ] as const)
        expect(codeOf(await sendJson("POST", address, { limits: wrong, margin: 0.1, ...more }))).toEqual([
          422,
          "validation_failed",
        ]);
    expect((await get(path)).text).toBe(before);
  });
});
