import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "#app/endpoints.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";

let hot: RunningServer;
let throughNext: RunningServer;

beforeAll(async () => {
  hot = await startServer();
  throughNext = await startServer({ env: { HOT_ROUTES: "off" } });
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
  "vary",
]);

async function ask(server: RunningServer, path: string, method: string, headers: Record<string, string>) {
  const answer = await send(server.url, { path, method, headers });
  const lasting = Object.entries(answer.headers).filter(([name]) => !passing.has(name));
  return { status: answer.status, headers: Object.fromEntries(lasting), shape: shapeOf(answer.text) };
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
  test.each([
    ["GET", {}],
    ["HEAD", {}],
    ["OPTIONS", {}],
    ["POST", {}],
    ["GET", { accept: "application/openmetrics-text; version=1.0.0" }],
  ] as [string, Record<string, string>][])("%s %o", async (method, headers) => {
    expect(await ask(hot, path, method, headers)).toEqual(await ask(throughNext, path, method, headers));
  });
});

test("the table names at least the three probes, so that this comparison compares something", () => {
  expect(hotPaths).toEqual(expect.arrayContaining(["/health", "/ready", "/metrics"]));
});
