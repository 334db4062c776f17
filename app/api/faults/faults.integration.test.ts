import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Fault, FaultKindList, FaultList, faultKinds, SimulatedFailure } from "#lib/contract/fault.ts";
import { type Answer, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({ env: { SIMULATION_SPEED: "0" } });
});
afterAll(() => server.stop());
afterEach(() => ask("DELETE", "/api/faults"));

function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  if (body === undefined) return send(server.url, { method, path });
  const headers = { "content-type": "application/json" };
  return send(server.url, { method, path, headers, body: JSON.stringify(body) });
}

const latency = { kind: "latency", target: "payment-service/authorize", durationSeconds: 60 };
const arm = async (body: object) => Fault.parse((await ask("POST", "/api/faults", body)).json());
const list = async () => FaultList.parse((await ask("GET", "/api/faults")).json()).faults;

test("a server starts with one that has no end, and that can be removed and armed again, with an end", async () => {
  const armed = (await list()).filter(({ state }) => state === "armed");
  expect(armed).toEqual([
    expect.objectContaining({ kind: "cart-click", target: "cart", parameters: { every: 3 }, endsAt: null }),
  ]);
  const removed = Fault.parse((await ask("DELETE", `/api/faults/${armed[0]?.id}`)).json());
  expect(removed).toMatchObject({ state: "removed", endsAt: expect.any(String) });
  const again = await arm({ kind: "cart-click", target: "cart", durationSeconds: 60 });
  expect(again).toMatchObject({ parameters: { every: 3 }, endsAt: expect.any(String) });
});

describe("GET /api/faults/kinds 200", () => {
  test("describes every kind once", async () => {
    const { kinds } = FaultKindList.parse((await ask("GET", "/api/faults/kinds")).json());
    expect(kinds.map(({ kind }) => kind)).toEqual(faultKinds);
  });
});

describe("POST /api/faults 201", () => {
  test("arms it for as long as asked, with the kind's defaults", async () => {
    const answer = await ask("POST", "/api/faults", { ...latency, parameters: { delayMs: 40 } });
    expect(answer.status).toBe(201);
    const fault = Fault.parse(answer.json());
    expect(fault).toMatchObject({ state: "armed", share: 1, parameters: { delayMs: 40, jitterMs: 50 } });
    expect(Date.parse(fault.endsAt ?? "") - Date.parse(fault.startsAt)).toBe(60_000);
    expect(await list()).toContainEqual(fault);
  });

  test("and it ends by itself", async () => {
    const { id } = await arm({ ...latency, durationSeconds: 0.2 });
    await expect.poll(async () => (await list()).find((one) => one.id === id)?.state).toBe("ended");
  });
});

describe("POST /api/faults 404", () => {
  test.each(["paymnt-service", "payment-service/chrage", "payment-service->api-gateway"])(
    "%s",
    async (target) => {
      const answer = await ask("POST", "/api/faults", { ...latency, target });
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({
        code: "not_found",
        detail: expect.stringMatching(/Did you mean|calls:/),
      });
    },
  );
});

describe("POST /api/faults 409", () => {
  test("takes no more than a hundred", async () => {
    for (let count = 0; count < 100; count += 1) await arm(latency);
    const answer = await ask("POST", "/api/faults", latency);
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining("Remove one") });
  });
});

describe("POST /api/faults 422", () => {
  test.each<[string, object]>([
    ["body.kind", { ...latency, kind: "earthquake" }],
    ["body.target", { ...latency, target: "payment service" }],
    ["body.target", { ...latency, kind: "cache-disabled" }],
    ["body.target", { ...latency, target: "cart" }],
    ["body.target", { ...latency, kind: "cart-click" }],
    ["body.parameters.every", { ...latency, kind: "cart-click", target: "cart", parameters: { every: 2.5 } }],
    ["body.share", { ...latency, kind: "cart-click", target: "cart", share: 0.5 }],
    ["body.durationSeconds", { kind: "hang", target: "db-service" }],
    ["body.durationSeconds", { ...latency, durationSeconds: 3_601 }],
    ["body.share", { ...latency, share: 0 }],
    ["body.share", { ...latency, kind: "cpu-saturation", target: "db-service", share: 0.5 }],
    ["body.parameters.delayMs", { ...latency, parameters: { delayMs: 1e9 } }],
    ["body.parameters.constructor", { ...latency, parameters: { constructor: 1 } }],
  ])("names %s", async (path, body) => {
    const answer = await ask("POST", "/api/faults", body);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ path })]),
    });
    expect((await list()).filter(({ state }) => state === "armed")).toEqual([]);
  });
});

describe("DELETE /api/faults/{id}", () => {
  test("200 ends it now, and says so again when asked again", async () => {
    const { id } = await arm(latency);
    const answer = await ask("DELETE", `/api/faults/${id}`);
    expect(answer.status).toBe(200);
    expect(Fault.parse(answer.json()).state).toBe("removed");
    expect((await ask("DELETE", `/api/faults/${id}`)).json()).toEqual(answer.json());
  });

  test("404 for an id that was never given", async () => {
    expect((await ask("DELETE", "/api/faults/nothing")).status).toBe(404);
  });
});

describe("DELETE /api/faults 200", () => {
  test("ends all, and answers with those it ended", async () => {
    const ids = [(await arm(latency)).id, (await arm({ ...latency, target: "db-service" })).id];
    const ended = FaultList.parse((await ask("DELETE", "/api/faults")).json()).faults;
    expect(ended.map(({ id, state }) => `${id} ${state}`)).toEqual(ids.map((id) => `${id} removed`));
    expect(FaultList.parse((await ask("DELETE", "/api/faults")).json()).faults).toEqual([]);
  });
});

describe("POST /simulate-failure", () => {
  const simulate = (body: object) => ask("POST", "/simulate-failure", body);

  test("202 takes the service down, for half a minute unless said otherwise", async () => {
    const answer = await simulate({ service_id: "db-service" });
    expect(answer.status).toBe(202);
    const { fault_id: id, ...rest } = SimulatedFailure.parse(answer.json());
    const fault = (await list()).find((one) => one.id === id);
    expect(fault).toMatchObject({ kind: "outage", target: "db-service", endsAt: rest.ends_at });
    expect(Date.parse(rest.ends_at) - Date.parse(fault?.startsAt ?? "")).toBe(30_000);
  });

  test.each(["nobody", "order-service/checkout", "order-service->payment-service", "Db Service"])(
    "404 for %s, which is no service",
    async (service_id) => {
      expect((await simulate({ service_id })).status).toBe(404);
    },
  );

  test.each([
    {},
    { service_id: 7 },
    { service_id: "db-service", duration_seconds: 0 },
    { service: "db-service" },
  ])("422 for %j", async (body) => {
    expect((await simulate(body)).status).toBe(422);
  });
});
