import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import type { ReportedLog } from "#lib/contract/mesh-report.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { openStore } from "#lib/store/open.ts";
import { describeOnEveryStore, silentLog } from "#lib/store/testing/every-store.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { startProxy } from "#lib/store/testing/start-proxy.ts";
import type { Store } from "#lib/store/types.ts";
import { createTelemetry, type LogShipper } from "#lib/telemetry/create.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { createShipping, openIntake, type Shipping } from "./create.ts";
import { type LogReceiver, startLogReceiver } from "./testing/log-receiver.ts";

const clock = wallClock;
let directory: string;
let receiver: LogReceiver;
const endings: (() => Promise<void>)[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-shipping-"));
  receiver = await startLogReceiver();
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  await receiver.down();
  await rm(directory, { recursive: true, force: true });
});

async function startTelemetry(shipTo: LogShipper): Promise<Telemetry> {
  const config = loadConfig({ DATA_DIR: join(directory, "data"), LOG_DIR: join(directory, "logs") });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  const identity = { instanceId: "instance-1", version: "1.2.3" };
  const telemetry = await createTelemetry({ config, clock, ...identity, stdout, shipTo });
  endings.push(() => telemetry.close());
  return telemetry;
}

type Started = { telemetry: Telemetry; shipping: Shipping; stop(): Promise<void> };

async function start(store: Store, url = receiver.url): Promise<Started> {
  const intake = openIntake({ dataDir: directory });
  const telemetry = await startTelemetry(intake);
  const web = telemetry.service("faultmart");
  const random = () => 0;
  const shipping = await createShipping({ url, mostEvents: 1_000, clock, store, intake, web, random });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await shipping.close(10_000);
    await telemetry.close();
    intake.close();
  };
  const started = { telemetry, shipping, stop: () => (stopping ??= stop()) };
  endings.push(started.stop);
  return started;
}

const messages = () => receiver.accepted.map(({ message }) => message);
const reported: ReportedLog = {
  timestampMs: Date.UTC(2031, 0, 1),
  level: "error",
  service: "payment-service",
  logger: "payment-service",
  message: "told by another process",
  requestId: null,
  tenantId: null,
  traceId: null,
  spanId: null,
  sampled: false,
  attributes: {},
};

describeOnEveryStore("log shipping", (open) => {
  test("takes the lines of every service, and not what it says of itself", async () => {
    const { telemetry } = await start(await open());
    telemetry.service("order-service").log.info("an order");
    telemetry.service("faultmart").log.named("http.access").warn("a request");
    telemetry.service("faultmart").log.named("shipping").error("about shipping");
    telemetry.service("faultmart").log.error("the last");
    await expect.poll(messages).toHaveLength(3);
    expect(
      receiver.accepted.map(({ service_name, level, message }) => [service_name, level, message]),
    ).toEqual(
      expect.arrayContaining([
        ["order-service", "INFO", "an order"],
        ["faultmart", "WARNING", "a request"],
        ["faultmart", "ERROR", "the last"],
      ]),
    );
  });

  test("takes what another process tells of, under one id however often it is told", async () => {
    const { telemetry } = await start(await open());
    const report = { instanceId: "another", version: "1", spans: [], logs: [reported, reported] };
    telemetry.receive({ ...report, sequence: 4 });
    telemetry.receive({ ...report, sequence: 4 });
    telemetry.receive({ ...report, sequence: 5 });
    telemetry.service("faultmart").log.info("after them");
    await expect.poll(messages).toContain("after them");
    await expect.poll(() => new Set(receiver.accepted.map((event) => event.signal_id)).size).toBe(5);
  });

  test("what a stop could not send goes after the next start, and totals go on", async () => {
    const store = await open();
    const first = await start(store);
    first.telemetry.service("order-service").log.info("before");
    await expect.poll(messages).toEqual(["before"]);
    await receiver.down();
    first.telemetry.service("order-service").log.info("in the outage");
    await first.stop();
    await receiver.up();
    const second = await start(store);
    await expect.poll(messages).toEqual(["before", "in the outage"]);
    await expect.poll(() => second.shipping.state().sent).toBe(2);
    const { text } = await second.telemetry.exposition(undefined);
    expect(text).toContain('shipping_events_total{outcome="sent"} 2');
    expect(text).toContain('shipping_events_total{outcome="dropped"} 0');
    expect(text).toContain("shipping_backlog_events 0");
    expect(text).toContain("shipping_backlog_age_seconds 0");
  });

  test("shows what waits, since when and why, and where it should go, without the password", async () => {
    const { host } = new URL(receiver.url);
    const { telemetry, shipping } = await start(await open(), `http://user:secret@${host}/base/`);
    telemetry.service("order-service").log.info("with a password");
    await expect.poll(messages).toEqual(["with a password"]);
    const [request] = receiver.requests;
    expect(request?.path).toBe("/base/ingest/logs");
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from("user:secret").toString("base64")}`);
    receiver.mood = { how: "answers", status: 503 };
    telemetry.service("order-service").log.info("waits");
    await expect.poll(shipping.state).toMatchObject({
      receiver: `http://${host}/base/ingest/logs`,
      waiting: 1,
      sent: 1,
      dropped: 0,
      oldestAt: expect.stringMatching(/Z$/),
      lastError: "The receiver answered 503",
    });
    receiver.mood = { how: "well" };
    await expect.poll(shipping.state).toMatchObject({ waiting: 0, oldestAt: null, lastError: null });
  });

  test("finds what a process that was killed had only on the disk", async () => {
    const dead = openIntake({ dataDir: directory });
    dead.take({ ...reported, message: "written and not sent" });
    dead.secure();
    const { shipping } = await start(await open());
    await expect.poll(messages).toEqual(["written and not sent"]);
    await expect.poll(() => shipping.state().waiting).toBe(0);
    expect(readdirSync(join(directory, "shipping"))).toEqual([]);
  });
});

const server = inject("postgresServer");
describe.skipIf(server === undefined)("while PostgreSQL does not answer", () => {
  test("lines wait on the disk, and nothing is missing afterwards", async () => {
    const { url = "", template } = server ?? {};
    const database = await createDatabase(url, template);
    const proxy = await startProxy(database.url);
    endings.push(() => database.drop(), proxy.close);
    const store = await openStore({ databaseUrl: proxy.url, dataDir: "", poolSize: 4, log: silentLog });
    endings.push(store.close);
    const { telemetry, shipping } = await start(store);
    const { log } = telemetry.service("order-service");
    log.info("before");
    await expect.poll(messages).toEqual(["before"]);
    proxy.freeze();
    for (let nth = 0; nth < 50; nth += 1) log.info(`meanwhile ${nth}`);
    await expect.poll(() => shipping.state().waiting).toBeGreaterThanOrEqual(50);
    await expect.poll(() => readdirSync(join(directory, "shipping")).length).toBeGreaterThan(0);
    expect(messages()).toEqual(["before"]);
    proxy.thaw();
    const wanted = ["before", ...Array.from({ length: 50 }, (_, nth) => `meanwhile ${nth}`)];
    await expect.poll(() => new Set(messages()), { timeout: 100_000 }).toEqual(new Set(wanted));
    await expect.poll(() => shipping.state().waiting).toBe(0);
  });
});

describe("a line", () => {
  test("is secured before it is in the log file", async () => {
    const path = join(directory, "logs/application.log");
    const fileNow = () => (existsSync(path) ? readFileSync(path, "utf8") : "");
    let unsecured: string[] = [];
    const shown: string[] = [];
    const telemetry = await startTelemetry({
      take: ({ message }) => void unsecured.push(message),
      secure() {
        const file = fileNow();
        shown.push(...unsecured.filter((message) => file.includes(message)));
        unsecured = [];
      },
    });
    const { log } = telemetry.service("order-service");
    for (let nth = 0; nth < 200; nth += 1) {
      log.info(`line ${nth} of 200`);
      if (nth % 7 === 0) await new Promise(setImmediate);
    }
    await expect.poll(fileNow).toContain("line 199 of 200");
    expect(unsecured).toEqual([]);
    expect(shown).toEqual([]);
  });
});
