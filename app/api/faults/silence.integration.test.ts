// Whoever reads the telemetry finds out what happens, never that somebody made it happen.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { serviceRules } from "#lib/contract/alert-words.ts";
import { Fault, faultKinds, type NewFault } from "#lib/contract/fault.ts";
import { ServiceList } from "#lib/contract/mesh.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { allLogs, allSpans, lines, logFiles, metrics } from "#lib/runtime/testing/all-recorded.ts";
import { type Answer, type Sent, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

/** Who has it may speak to the cache. */
const token = "a-secret-of-more-than-32-characters";
const env = {
  SIMULATION_SPEED: "4",
  LOG_LEVEL: "debug",
  CORS_ORIGINS: "https://friend.example",
  MESH_TOKEN: token,
  SIMULATED_VENDORS: "30",
};
let server: RunningServer;
let throughNext: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({ env });
  throughNext = await startPreparedServer({ env: { ...env, SIMULATION_SPEED: "0", HOT_ROUTES: "off" } });
});
afterAll(() => Promise.all([server, throughNext].map((one) => one?.stop())));

const json = { "content-type": "application/json", "x-mesh-token": token };
const post = (body: unknown, path = "/api/faults"): Sent => ({
  method: "POST",
  path,
  headers: json,
  body: JSON.stringify(body),
});

const click = post({ tenant: "merch", sku: "FM-EL-01" }, "/api/cart/items");

type Breaking = {
  fault: Partial<NewFault>;
  /** Without proof that it was felt, silence would be no news. */
  isFelt(): boolean | Promise<boolean>;
};

const isLogged = (text: RegExp) => () => text.test(server.stdout().slice(heardBefore));
const isSlow = (id: string) => async () => Number((await readServices(server)).get(id)?.latency_ms) > 150;

/** Asked for anew by the job, however many runs it takes until one began after the arming. */
const isKnown = (question: VendorQuestion, path: string, tells: (answer: Answer) => boolean) => async () => {
  await send(server.url, { method: "POST", path: `/api/jobs/${question}/runs` });
  return tells(await send(server.url, { path }));
};

/** The quiet ones first: breakers that the others open would keep the shoppers away. */
const breakings: Breaking[] = [
  {
    fault: { kind: "vendor-offline", target: "vendor:V0001" },
    isFelt: isKnown("vendor-status", "/api/vendors/V0001", ({ text }) => /"status":"offline"/.test(text)),
  },
  {
    fault: { kind: "products-unavailable", target: "vendors" },
    isFelt: isKnown("vendor-product-status", "/api/alerts", ({ text }) =>
      /"rule":"vendor-product-status"/.test(text),
    ),
  },
  {
    fault: { kind: "discount-stock-depleted", target: "vendors" },
    isFelt: isKnown("discount-stock", "/api/alerts", ({ text }) => /"rule":"discount-stock"/.test(text)),
  },
  {
    fault: { kind: "feed-garbage", target: "vendors", share: 0.5 },
    isFelt: isKnown("vendor-status", "/api/vendor-status", ({ text }) => !/"badRows":0/.test(text)),
  },
  { fault: { kind: "cache-disabled", target: "cache-service" }, isFelt: isForgetful },
  {
    fault: { kind: "latency", target: "auth-service", parameters: { delayMs: 400 } },
    isFelt: isSlow("auth-service"),
  },
  {
    fault: { kind: "latency", target: "api-gateway->user-service", parameters: { delayMs: 3_000 } },
    isFelt: isLogged(/no answer within 1300 ms/),
  },
  {
    fault: { kind: "cpu-saturation", target: "user-service", parameters: { slowdown: 40 } },
    isFelt: isSlow("user-service"),
  },
  {
    fault: { kind: "outage", target: "user-service" },
    isFelt: isLogged(/"user-service","error.type":"ECONNRE(FUSED|SET)"/),
  },
  {
    fault: { kind: "pool-exhaustion", target: "inventory-service->db-service" },
    isFelt: isLogged(/waiting for a connection to db-service/),
  },
  {
    fault: { kind: "outage", target: "inventory-service->cache-service" },
    isFelt: isLogged(/no answer within 100 ms/),
  },
  {
    fault: { kind: "error-rate", target: "db-service/find-shopper", share: 0.3 },
    isFelt: isLogged(/deadlock detected|could not serialize|statement timeout/),
  },
  { fault: { kind: "error-rate", target: "api-gateway->auth-service" }, isFelt: isLogged(/Bad Gateway/) },
  { fault: { kind: "connection-reset", target: "order-service" }, isFelt: isLogged(/ECONNRESET/) },
  {
    fault: { kind: "reply-lost", target: "inventory-service->db-service" },
    isFelt: isLogged(/other side closed/),
  },
  { fault: { kind: "hang", target: "user-service" }, isFelt: isLogged(/no answer within 1300 ms/) },
  {
    fault: { kind: "cart-click", target: "cart", parameters: { every: 1 } },
    isFelt: async () => (await send(server.url, click)).status === 500,
  },
];

/** How much was on stdout when the last one was armed. */
let heardBefore = 0;

/** `default` has it in the middle, and the product in front. */
const tellingWords = [/inject/i, /chaos/i, /simulat/i, /\barmed\b/i, /(?<!de)fault(?!mart)/i];
/** Requests of a shopper who meets what is broken. */
const visits: Sent[] = [
  { path: "/services" },
  { path: "/ready" },
  { path: "/api/alerts?state=open" },
  post({ lines: [{ sku: "FM-EL-01", quantity: 1 }] }, "/services/api-gateway/quote"),
  click,
];
const kindNames = faultKinds.map((kind) => new RegExp(`(?<![\\w-])${kind}(?![\\w-])`, "i"));

/** Rules of the alert board have the names of kinds. They fire for what was measured, whoever caused it. */
const rule = `(${serviceRules.join("|")})`;
const ruleName = new RegExp(`\\brule[\\\\"]*[=:][\\\\"]*${rule}|"${rule}[\\\\]*":\\d`, "g");

function tellingLines(text: string, ids: readonly string[]): string[] {
  const telling = [
    ...tellingWords,
    ...kindNames,
    ...ids.map((id) => new RegExp(`(?<![\\w-])${id}(?![\\w-])`)),
  ];
  return text
    .replaceAll(ruleName, "rule")
    .split("\n")
    .filter((line) => telling.some((word) => word.test(line)));
}

const readServices = async ({ url }: RunningServer) => {
  const { services } = ServiceList.parse((await send(url, { path: "/services" })).json());
  return new Map(services.map((service) => [service.id, service]));
};

/** What was stored is not found again. */
async function isForgetful(): Promise<boolean> {
  const entry = { key: "note", value: "kept", ttlMs: 60_000 };
  await send(server.url, post(entry, "/services/cache-service/set"));
  const found = await send(server.url, post({ key: entry.key }, "/services/cache-service/get"));
  return found.json().value === null;
}

describe("while one after the other is at work", () => {
  const ids: string[] = [];
  const met: Answer[] = [];

  beforeAll(async () => {
    for (const { fault, isFelt } of breakings) {
      heardBefore = server.stdout().length;
      const answer = await send(server.url, post({ ...fault, durationSeconds: 60 }));
      expect(answer.status, answer.text).toBe(201);
      ids.push(Fault.parse(answer.json()).id);
      await vi.waitFor(
        async () => expect(await isFelt(), `${fault.kind} on ${fault.target} is felt`).toBe(true),
        { timeout: 60_000, interval: 100 },
      );
      met.push(...(await Promise.all(visits.map((visit) => send(server.url, visit)))));
      await send(server.url, { method: "DELETE", path: "/api/faults" });
    }
  }, 180_000);

  test("every kind was", () => {
    expect(new Set(breakings.map(({ fault }) => fault.kind))).toEqual(new Set(faultKinds));
  });

  const everywhere: [string, () => Promise<string>][] = [
    ["lines on stdout", async () => server.stdout()],
    ["log files", () => logFiles(server)],
    ["metrics", () => metrics(server)],
    ["logs", async () => lines(await allLogs(server))],
    ["spans", async () => lines(await allSpans(server))],
    ["answers of the services", async () => lines([...(await readServices(server)).values()])],
    ["headers and bodies met meanwhile", async () => lines(met)],
  ];
  test.each(everywhere)("%s tell nothing of it", async (_where, read) => {
    const text = await read();
    expect(text.length).toBeGreaterThan(500);
    expect(tellingLines(text, ids)).toEqual([]);
  });
});

const good = { kind: "hang", target: "user-service", durationSeconds: 1 };

/** Everything that the console can be asked, well and badly. */
const asked: [status: number, request: Sent][] = [
  [200, { path: "/api/faults/kinds" }],
  [200, { path: "/api/faults" }],
  [200, { method: "HEAD", path: "/api/faults?a=b" }],
  [201, post(good)],
  [202, post({ service_id: "user-service", duration_seconds: 1 }, "/simulate-failure")],
  [200, { method: "DELETE", path: "/api/faults/f1" }],
  [200, { method: "DELETE", path: "/api/faults" }],
  [404, { method: "DELETE", path: "/api/faults/nothing" }],
  [404, post({ ...good, target: "nobody" })],
  [422, post({ ...good, kind: "nothing" })],
  [400, { ...post(good), body: "{" }],
  [415, { ...post(good), headers: { "content-type": "text/plain" } }],
  [413, { ...post(good), body: JSON.stringify({ ...good, more: "x".repeat(2_000_000) }) }],
  [405, { method: "PATCH", path: "/api/faults" }],
  [405, { path: "/simulate-failure" }],
  [204, { method: "OPTIONS", path: "/api/faults" }],
  [
    204,
    {
      method: "OPTIONS",
      path: "/simulate-failure",
      headers: { origin: "https://friend.example", "access-control-request-method": "POST" },
    },
  ],
  [403, { ...post(good), headers: { ...json, origin: "https://foe.example" } }],
  [421, { path: "/api/faults", headers: { host: "foe.example" } }],
  [308, { path: "/api/faults/" }],
  [404, { path: "/api/faults/f1/more" }],
  [400, { path: "/api//faults" }],
];

describe.each([
  ["served directly", () => server],
  ["through Next", () => throughNext],
])("the console, %s, leaves nothing behind", (_how, running) => {
  const ids: string[] = [];

  beforeAll(async () => {
    const { url } = running();
    for (const [status, request] of asked) {
      const answer = await send(url, request);
      expect([answer.status, request.path, request.method]).toEqual([status, request.path, request.method]);
      expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers["x-trace-id"]).toMatch(/^[0-9a-f]{32}$/);
      ids.push(String(answer.headers["x-request-id"]), String(answer.headers["x-trace-id"]));
    }
    // A request that came later and is on record: what was before it would be too.
    const last = await send(url, { path: "/api/products" });
    const lastTrace = String(last.headers["x-trace-id"]);
    await vi.waitFor(
      async () => {
        expect(running().stdout()).toContain(lastTrace);
        expect((await send(url, { path: `/api/traces/${lastTrace}` })).status).toBe(200);
        expect(lines(await allLogs(running()))).toContain(lastTrace);
      },
      { timeout: 60_000, interval: 100 },
    );
  }, 180_000);

  test("in the logs", async () => {
    const text = running().stdout() + (await logFiles(running())) + lines(await allLogs(running()));
    expect(ids.filter((id) => text.includes(id))).toEqual([]);
    expect(tellingLines(text, [])).toEqual([]);
  });

  test("in the traces", async () => {
    const traceIds = ids.filter((id) => !id.includes("-"));
    const answers = traceIds.map((id) => send(running().url, { path: `/api/traces/${id}` }));
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([404]));
  });

  test("in the metrics", async () => {
    const text = await metrics(running());
    expect(text).toContain('http_route="/api/products"');
    expect(tellingLines(text, [])).toEqual([]);
    expect(ids.filter((id) => text.includes(id))).toEqual([]);
    for (const status of ["405", "413", "415", "421"])
      expect(text).not.toContain(`http_response_status_code="${status}"`);
  });
});
