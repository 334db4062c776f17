// An outage from the first failed call to the last resolved alert, on a whole server with its shoppers.
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import {
  type Alert,
  AlertActionResult,
  AlertDetail,
  AlertList,
  Silence,
} from "#lib/contract/alert-answers.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";

const patient = { timeout: 120_000, interval: 500 };
/** Longer than all that is looked at meanwhile may take; it ends with the process that is killed. */
const outageSeconds = 300;
/** They need no database, and may have troubles of their own on a busy machine. */
const besideIt = new Set(["cache-service", "notification-service"]);

describe("the database is down", () => {
  let server: RunningServer;
  const env = { SIMULATION_SPEED: "2" };

  beforeAll(async () => {
    server = await startServer({ env, database: inject("pgliteTemplate") });
  });
  afterAll(async () => {
    await server.stop();
  });

  const get = async (path: string) => (await fetch(server.url + path)).json();
  const send = (method: string, path: string, body?: object) =>
    fetch(server.url + path, {
      method,
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  const list = async (query = "") =>
    AlertList.parse(await get(`/api/alerts?limit=1000&kind=service${query}`));
  const act = async (action: string, ids: string[], note = "") =>
    AlertActionResult.parse(await (await send("POST", "/api/alerts/actions", { action, ids, note })).json());
  let cause: Alert;

  test("nothing fires before", async () => {
    await vi.waitFor(async () => {
      const { services } = await get("/services");
      expect(services.find(({ id }: { id: string }) => id === "db-service").request_count).toBeGreaterThan(
        60,
      );
    }, patient);
    // How fast this machine is just now is nothing to judge here.
    expect((await list("&q=-rule:latency")).alerts).toEqual([]);
  });

  test("it fires for the database, and those who depend on it say so", async () => {
    await send("POST", "/simulate-failure", { service_id: "db-service", duration_seconds: outageSeconds });
    await vi.waitFor(async () => {
      const alerts = (await list()).alerts.filter(({ subject }) => !besideIt.has(subject));
      const found = alerts.find(({ rule, subject }) => rule === "error-rate" && subject === "db-service");
      if (!found) throw new Error("nothing fires for the database");
      cause = found;
      const others = alerts.filter(({ subject }) => subject !== "db-service");
      expect(others.map(({ subject }) => subject)).toContain("api-gateway");
      expect(new Set(others.map(({ inhibitedBy }) => inhibitedBy?.id))).toEqual(new Set([found.id]));
    }, patient);
    expect(cause).toMatchObject({ severity: "cherry", state: "firing", inhibitedBy: null });
    expect(cause.title).toMatch(/^Database(: \d+ % of requests fail| does not answer)$/);
  });

  test("every link leads somewhere", async () => {
    const { subject, traces, logs } = cause.links;
    expect(subject).toBe("/room/services/db-service");
    const asked = async (href: string | null, path: string) => {
      const { search } = new URL(href ?? "", server.url);
      const answer = await fetch(`${server.url}${path}${search}`);
      return { status: answer.status, ...(await answer.json()) };
    };
    await vi.waitFor(async () => {
      expect((await asked(traces, "/api/traces")).traces.length).toBeGreaterThan(0);
      expect((await asked(logs, "/api/logs")).logs.length).toBeGreaterThan(0);
    }, patient);
  });

  test("a silence holds it back until it is ended", async () => {
    const made = await send("POST", "/api/silences", {
      matcher: "subject:db-service rule:error-rate",
      minutes: 5,
      comment: "we know",
    });
    const silence = Silence.parse(await made.json());
    expect([made.status, silence.state, silence.covers]).toEqual([201, "active", 1]);
    expect((await list("&state=silenced")).alerts.map(({ id }) => id)).toEqual([cause.id]);
    expect(Silence.parse(await (await send("DELETE", `/api/silences/${silence.id}`)).json()).state).toBe(
      "ended",
    );
    expect((await list("&state=silenced")).alerts).toEqual([]);
  });

  test("as a table it opens in spreadsheets", async () => {
    // The mark of UTF-8 at its beginning is read away by `text`.
    const csv = await (await fetch(`${server.url}/api/alerts/export`)).text();
    expect(csv).toMatch(/^id,severity,state,/);
    expect(csv).toContain(`\r\n${cause.id},cherry,firing,service,error-rate,db-service,`);
    const workbook = await fetch(`${server.url}/api/alerts/export?format=xlsx`);
    const bytes = Buffer.from(await workbook.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(workbook.headers.get("content-disposition")).toMatch(/filename="faultmart-alerts-[\dT-]+\.xlsx"/);
  });

  test("what was acknowledged stays so when the process is killed at once", async () => {
    const { alerts } = await act("acknowledge", [cause.id], "on it");
    expect(alerts[0]?.state).toBe("acknowledged");
    await server.kill();
    server = await startServer({ env, stateDir: server.stateDir });
    const detail = AlertDetail.parse(await get(`/api/alerts/${cause.id}`));
    expect(detail.alert.acknowledged).toMatchObject({ by: "operator", note: "on it" });
    expect(detail.events.map(({ what }) => what)).toContain("acknowledged");
  });

  test("it is over by itself when the database has been back for a while", async () => {
    const ended = await vi.waitFor(async () => {
      const { alerts } = await list("&q=rule:error-rate");
      expect(alerts.filter(({ subject }) => !besideIt.has(subject))).toEqual([]);
      return AlertDetail.parse(await get(`/api/alerts/${cause.id}`));
    }, patient);
    expect(ended.alert.state).toBe("resolved");
    expect(ended.events.at(-1)).toMatchObject({ what: "resolved", by: "faultmart" });
    expect(ended.blocks.at(-1)?.worst).toBe("cherry");
    expect((await list("&state=resolved&q=rule:error-rate")).alerts.map(({ subject }) => subject)).toContain(
      "api-gateway",
    );
  });

  test.each([
    ["GET", "/api/alerts?q=severity:loud", undefined, 422],
    ["GET", "/api/alerts?cursor=nowhere", undefined, 422],
    ["GET", "/api/alerts/alr_nobody", undefined, 404],
    ["POST", "/api/alerts/actions", { action: "resolve", ids: ["alr_nobody"] }, 404],
    ["POST", "/api/alerts/actions", { action: "forget", ids: ["alr_nobody"] }, 422],
    ["POST", "/api/silences", { matcher: "-servce:db-service", minutes: 5 }, 422],
    ["POST", "/api/silences", { matcher: "   ", minutes: 5 }, 422],
    ["DELETE", "/api/silences/sil_nobody", undefined, 404],
  ] as const)("%s %s with %j is refused", async (method, path, body, status) => {
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
});
