// Text that no database can hold is refused with the name of its field, wherever alerts and thresholds take text.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Problem } from "#lib/contract/problem.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
beforeAll(async () => {
  const env = { SIMULATION_SPEED: "0", NOTIFY_ALLOW_HOSTS: "127.0.0.1" };
  server = await startPreparedServer({ env });
});
afterAll(() => server.stop());

const hook = { kind: "webhook", name: "On call", address: "http://127.0.0.1:9/hook" };
const limits = { cherry: 120, "red-high": 60, red: 30, yellow: 10, green: 5, "light-green": 1 };
const act = { ids: ["alr_1"], action: "acknowledge" };
const silence = { matcher: "kind:vendor", minutes: 1 };

const bodies: [path: string, body: object, field: string][] = [
  ["/api/alerts/actions", act, "ids.0"],
  ["/api/alerts/actions", act, "note"],
  ["/api/silences", silence, "matcher"],
  ["/api/silences", silence, "comment"],
  ["/api/notification-channels", hook, "name"],
  ["/api/notification-channels", hook, "address"],
  ["/api/notification-channels", hook, "matcher"],
  ["/api/vendor-thresholds/vendor-status", { limits, margin: 0.5, version: 0 }, "note"],
];
const strange = { "a NUL": "subject:a\0b", "half of a character": "subject:a\ud800" };
const cases = bodies.flatMap(([path, body, field]) =>
  Object.entries(strange).map(([what, text]) => ({ path, body, field, what, text })),
);

test.each(cases)("$what in $field of $path", async ({ path, body, field, text }) => {
  const said =
    field === "ids.0" ? { ids: [text] } : { [field]: field === "address" ? hook.address + text : text };
  const headers = { "content-type": "application/json" };
  const answer = await send(server.url, {
    method: "POST",
    path,
    headers,
    body: JSON.stringify({ ...body, ...said }),
  });
  expect(answer.status).toBe(422);
  expect(Problem.parse(answer.json()).fields?.map((one) => one.path)).toEqual([`body.${field}`]);
});

test.each(["/api/alerts?subject=a%00", "/api/notifications?channel=%00", "/api/notifications?alert=%00"])(
  "a NUL in %s",
  async (path) => {
    expect((await send(server.url, { path })).status).toBe(422);
  },
);

test("a percent sign that stands for nothing, in the password of an address", async () => {
  const body = JSON.stringify({ ...hook, address: "http://user:pa%zz@127.0.0.1:9/hook" });
  const headers = { "content-type": "application/json" };
  const path = "/api/notification-channels";
  const answer = await send(server.url, { method: "POST", path, headers, body });
  expect(answer.status).toBe(422);
  expect(Problem.parse(answer.json()).fields).toEqual([
    { path: "body.address", message: expect.stringContaining("%25") },
  ]);
});
