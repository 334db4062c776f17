import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "#app/endpoints.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

const friend = { origin: "https://friend.example" };
const payment = {
  orderId: "order-of-a-test",
  lines: [{ sku: "FM-EL-01", quantity: 1 }],
  cardEnding: "4242",
  amountMinor: 1_290,
  currency: "EUR",
};
const openMetrics = { accept: "application/openmetrics-text; version=1.0.0" };

let hot: RunningServer;
let throughNext: RunningServer;

beforeAll(async () => {
  const env = { CORS_ORIGINS: friend.origin, SIMULATION_SPEED: "0" };
  hot = await startPreparedServer({ env });
  throughNext = await startPreparedServer({ env: { ...env, HOT_ROUTES: "off" } });
});
afterAll(() => Promise.all([hot.stop(), throughNext.stop()]));

const hotSpecs = endpoints
  .filter((endpoint) => endpoint.hot)
  .flatMap(({ handlers }) => Object.values(handlers).map(({ spec }) => spec));
/** An answer without an end cannot be compared with another. */
const hotPaths = hotSpecs.map(({ path }) => path).filter((path) => path !== "/api/logs/stream");
/** What each of the two servers recorded is another story, told in the same form. */
const ofThePast = new Set(hotSpecs.filter(({ tag }) => tag === "Telemetry").map(({ path }) => path));

/** What differs between any two answers: ids, times, and how the body travels. */
const passing = new Set([
  "x-request-id",
  "x-trace-id",
  "date",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
]);

/** What Next's router adds to `vary`, and by that shows that an answer came through it. */
const nextVaries = (name: string) =>
  name === "rsc" || name.startsWith("next-router-") || name === "accept-encoding";

type Asked = { path: string; method: string; headers: Record<string, string>; body?: string };

async function ask(server: RunningServer, asked: Asked) {
  const answer = await send(server.url, asked);
  const lasting = Object.entries(answer.headers)
    .filter(([name]) => !passing.has(name))
    .map(([name, value]) => [name, String(value).replace(/\d{4}-\d\d-\d\dT\d{6}/, "<time>")]);
  const vary = (answer.headers.vary ?? "").toLowerCase().split(/, */).filter(Boolean).sort();
  return {
    viaNext: vary.includes("rsc"),
    status: answer.status,
    headers: { ...Object.fromEntries(lasting), vary: vary.filter((name) => !nextVaries(name)) },
    shape: ofThePast.has(asked.path) ? formOf(answer.text) : shapeOf(answer.text),
  };
}

/** Numbers and times vary from one moment to the next; names and words do not. */
function shapeOf(text: string): string {
  if (text.startsWith("# "))
    return [...text.matchAll(/^# TYPE .*$/gm)]
      .map(([line]) => line)
      .sort()
      .join("\n");
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replace(/"(requestId|traceId)":"[^"]*"/g, '"$1":"<id>"');
}

/** The names of what JSON holds, or the first line of another text. */
function formOf(text: string): string {
  return text.startsWith("{") && text.trimEnd().endsWith("}") && !text.trimEnd().includes("\n")
    ? Object.keys(JSON.parse(text)).sort().join()
    : (text.split("\n")[0] ?? "").replace(/\d.*/, "");
}

describe.each(hotPaths)("%s answers the same with and without Next's router", (path) => {
  test.each<[string, string, Record<string, string>]>([
    ["GET", "", {}],
    ["HEAD", "", {}],
    ["GET", "", openMetrics],
    ["HEAD", "", openMetrics],
    ["GET", "", { accept: "text/html,*/*;q=0.8" }],
    ["GET", "", { accept: "application/json" }],
    ["GET", "", friend],
    ["GET", "", { origin: "https://attacker.example" }],
    ["GET", "?verbose=1&verbose=2", {}],
    ["GET", "?%zz=%&=&", {}],
  ])("%s %j %j", async (method, query, headers) => {
    await expectSameAnswer({ path: path + query, method, headers });
  });
});

test.each<[string, string, string, string]>([
  ["a call", "/services/payment-service/authorize", "POST", JSON.stringify(payment)],
  ["a wrong input", "/services/payment-service/authorize", "POST", "{}"],
  [
    "a refusal",
    "/services/payment-service/authorize",
    "POST",
    JSON.stringify({ ...payment, cardEnding: "0002" }),
  ],
  ["no such operation", "/services/payment-service/nothing", "POST", "{}"],
  ["no such service", "/services/nobody/authorize", "POST", "{}"],
  ["no JSON", "/services/payment-service/authorize", "POST", "{"],
])("%s: %s %s is answered the same both ways", async (_, path, method, body) => {
  await expectSameAnswer({ path, method, body, headers: { "content-type": "application/json" } });
});

/** Refusals of the server itself come before either way parts from the other. */
async function expectSameAnswer(asked: Asked) {
  const direct = await ask(hot, asked);
  expect(direct.viaNext, "the hot server went through Next").toBe(false);
  const routed = await ask(throughNext, asked);
  if (direct.status !== 405) expect(routed.viaNext, "the other server did not go through Next").toBe(true);
  expect({ ...direct, viaNext: routed.viaNext }).toEqual(routed);
}

test("the table names at least the three probes, so that this comparison compares something", () => {
  expect(hotPaths).toEqual(expect.arrayContaining(["/health", "/ready", "/metrics"]));
});
