import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { send } from "./testing/send.ts";
import { type RunningServer, startServer } from "./testing/start-server.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { NODE_ENV: "development" }, readyTimeoutMs: 120_000 });
});
afterAll(() => server.stop());

test("while developing, hot reload is connected, and does not hold up the end", {
  timeout: 180_000,
}, async () => {
  const page = await send(server.url, { path: "/docs/keyboard", headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
  const { host } = new URL(server.url);
  const reload = new WebSocket(`ws://${host}/_next/hmr?id=test`, { origin: server.url });
  const [message] = await once(reload, "message");
  expect(String(message).length).toBeGreaterThan(0);
  const closed = once(reload, "close");
  expect(await server.stop()).toBe(0);
  await closed;
});
