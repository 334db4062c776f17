// A real server with built-in vendors: a job is run by hand, and whoever is connected hears what became of it.
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { JobList, JobRunList, JobRunStarted } from "#lib/contract/job-answers.ts";
import { DiscountStockUpdate, VendorAlertEvent } from "#lib/contract/vendor-events.ts";
import { vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { send } from "./testing/send.ts";
import { type RunningServer, startServer } from "./testing/start-server.ts";

const patient = { timeout: 60_000 };
const never = "86400";

let server: RunningServer;
let browser: Socket;
const heard: [event: string, told: unknown][] = [];

beforeAll(async () => {
  server = await startServer({
    database: inject("pgliteTemplate"),
    env: {
      SIMULATED_VENDORS: "30",
      DISCOUNT_STOCK_JOB_INTERVAL: never,
      VENDOR_STATUS_JOB_INTERVAL: never,
      VENDOR_PRODUCT_STATUS_JOB_INTERVAL: never,
      SIMULATION_SPEED: "0",
    },
  });
  browser = io(server.url, { transports: ["websocket"], forceNew: true });
  browser.onAny((event: string, told: unknown) => heard.push([event, told]));
  if (!browser.connected) await new Promise<void>((resolve) => browser.once("connect", resolve));
}, 120_000);
afterAll(async () => {
  browser?.close();
  await server?.stop();
});

const ask = async (path: string) => (await send(server.url, { path })).json();
const post = (path: string, body: object) =>
  send(server.url, {
    method: "POST",
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const runsOf = async (job: string) => JobRunList.parse(await ask(`/api/jobs/${job}/runs`)).runs;
const ended = async (job: string) =>
  (await runsOf(job)).filter(({ outcome }) => outcome === "succeeded").length;

async function runNow(job: string) {
  const before = await ended(job);
  const started = await post(`/api/jobs/${job}/runs`, {});
  expect(started.status).toBe(202);
  expect(JobRunStarted.parse(started.json())).toMatchObject({ job, queued: true });
  await expect.poll(() => ended(job), patient).toBe(before + 1);
}

test("every job has its first run soon after the start, and says when the next one is", {
  timeout: 120_000,
}, async () => {
  for (const job of vendorQuestions) await expect.poll(() => ended(job), patient).toBe(1);
  const { jobs } = JobList.parse(await ask("/api/jobs"));
  expect(jobs.map(({ job }) => job).sort()).toEqual([...vendorQuestions].sort());
  for (const { lastRun, running, nextRunAt } of jobs) {
    expect(lastRun).toMatchObject({ trigger: "schedule", outcome: "succeeded", problem: null });
    expect(running).toBe(false);
    expect(new Date(nextRunAt).getTime()).toBeGreaterThan(new Date(lastRun?.startedAt ?? "").getTime());
  }
});

test("a vendor that goes offline is told to everybody when its status is next asked for, and so is its return", {
  timeout: 120_000,
}, async () => {
  const { vendors } = (await ask("/api/vendor-status")) as { vendors: { code: string; status: string }[] };
  const code = vendors.find(({ status }) => status === "online")?.code;
  const told = () =>
    heard
      .flatMap(([event, one]) => (event === "vendor_alert" ? [VendorAlertEvent.parse(one)] : []))
      .filter(({ vendor }) => vendor.code === code);
  const broken = await post("/api/faults", {
    kind: "vendor-offline",
    target: `vendor:${code}`,
    durationSeconds: 600,
  });
  expect(broken.status).toBe(201);
  await runNow("vendor-status");
  await expect
    .poll(() => told(), patient)
    .toMatchObject([{ resolved: false, vendor: { status: "offline" } }]);
  const { links } = (await ask(`/api/alerts/${told()[0]?.alertId}`)).alert as Alert;
  const traces = expect.stringContaining("operation=job+vendor-status");
  expect(links).toMatchObject({ subject: `/room/vendors/${code}`, traces });
  const runs = async () => (await ask(`/api/traces${new URL(links.traces ?? "", server.url).search}`)).traces;
  await expect
    .poll(runs, patient)
    .toContainEqual(expect.objectContaining({ root: { service: "faultmart", name: "job vendor-status" } }));
  await send(server.url, { method: "DELETE", path: "/api/faults" });
  await runNow("vendor-status");
  await expect.poll(() => told().length, patient).toBe(2);
  expect(told()[1]).toMatchObject({ resolved: true, alertId: told()[0]?.alertId });
  expect(new Set(told().map(({ id }) => id)).size).toBe(2);
});

test("the stock of discounted items is told after every run, with how many are how bad", {
  timeout: 120_000,
}, async () => {
  const updates = () =>
    heard.flatMap(([event, one]) =>
      event === "discount_stock_update" ? [DiscountStockUpdate.parse(one)] : [],
    );
  const before = updates().length;
  await runNow("discount-stock");
  await expect.poll(() => updates().length, patient).toBe(before + 1);
  const { rows = 0, counts = {} } = updates().at(-1) ?? {};
  expect(rows).toBeGreaterThan(0);
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(rows);
});

test("a job that is not known is a bad request, not a mistake", async () => {
  expect((await post("/api/jobs/nonsense/runs", {})).status).toBe(422);
  expect((await send(server.url, { path: "/api/jobs/vendor-status/runs?limit=0" })).status).toBe(422);
  expect((await send(server.url, { path: "/api/jobs/vendor-status/runs?cursor=x" })).status).toBe(422);
});
