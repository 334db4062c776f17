import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "#app/endpoints.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";

const friend = { origin: "https://friend.example" };
const openMetrics = { accept: "application/openmetrics-text; version=1.0.0" };

let hot: RunningServer;
let throughNext: RunningServer;

beforeAll(async () => {
  const env = { CORS_ORIGINS: friend.origin };
  hot = await startServer({ env });
  throughNext = await startServer({ env: { ...env, HOT_ROUTES: "off" } });
});
afterAll(() => Promise.all([hot.stop(), throughNext.stop()]));

const hotPaths = endpoints
  .filter((endpoint) => endpoint.hot)
  .flatMap(({ handlers }) => Object.values(handlers).map(({ spec }) => spec.path));

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

async function ask(server: RunningServer, path: string, method: string, headers: Record<string, string>) {
  const answer = await send(server.url, { path, method, headers });
  const lasting = Object.entries(answer.headers).filter(([name]) => !passing.has(name));
  const vary = (answer.headers.vary ?? "").toLowerCase().split(/, */).filter(Boolean).sort();
  return {
    viaNext: vary.includes("rsc"),
    status: answer.status,
    headers: { ...Object.fromEntries(lasting), vary: vary.filter((name) => !nextVaries(name)) },
    shape: shapeOf(answer.text),
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

describe.each(hotPaths)("%s answers the same with and without Next's router", (path) => {
  test.each<[string, string, Record<string, string>]>([
    ["GET", "", {}],
    ["HEAD", "", {}],
    ["GET", "", openMetrics],
    ["HEAD", "", openMetrics],
    ["GET", "", { accept: "text/html,*/*;q=0.8" }],
    ["GET", "", friend],
    ["GET", "", { origin: "https://attacker.example" }],
    ["GET", "?verbose=1&verbose=2", {}],
    ["GET", "?%zz=%&=&", {}],
  ])("%s %j %j", async (method, query, headers) => {
    const direct = await ask(hot, path + query, method, headers);
    expect(direct.viaNext, "the hot server went through Next").toBe(false);
    const routed = await ask(throughNext, path + query, method, headers);
    expect(routed.viaNext, "the other server did not go through Next").toBe(true);
    expect({ ...direct, viaNext: true }).toEqual(routed);
  });
});

test("the table names at least the three probes, so that this comparison compares something", () => {
  expect(hotPaths).toEqual(expect.arrayContaining(["/health", "/ready", "/metrics"]));
});
