import { describe, expect, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { smallMesh } from "./testing/small-mesh.ts";

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    const known = asAppError(error);
    return { code: known?.code, message: known?.message, fields: known?.fields?.map(({ path }) => path) };
  }
  throw new Error("it was not refused");
}

describe("arming", () => {
  test("fills in what was left out, and says from when until when", () => {
    const { arm } = smallMesh();
    expect(arm({ kind: "latency", target: "db-service", parameters: { delayMs: 50 } })).toEqual({
      id: "f1",
      kind: "latency",
      target: "db-service",
      parameters: { delayMs: 50, jitterMs: 50 },
      share: 1,
      startsAt: "2026-11-21T10:00:00.000Z",
      endsAt: "2026-11-21T10:00:30.000Z",
      state: "armed",
    });
  });

  test("gives the same ids in every process that does the same", () => {
    const { arm } = smallMesh();
    const ids = ["hang", "outage"].map((kind) => arm({ kind: kind as "hang", target: "db-service" }).id);
    expect(ids).toEqual(["f1", "f2"]);
  });

  test.each([
    ["paymnt-service", "There is no service paymnt-service. Did you mean payment-service, "],
    ["order-service/plase", "order-service has no operation plase. Did you mean place, list?"],
    [
      "order-service->gateway",
      "order-service does not call gateway. It calls: payment-service, db-service, ",
    ],
    ["order-service->nobody", "There is no service nobody."],
    ["db-service->gateway", "db-service does not call gateway. It calls: none."],
  ])("refuses %s, which does not exist, and says what does", (target, message) => {
    const refused = refusal(() => smallMesh().arm({ kind: "latency", target }));
    expect(refused.code).toBe("not_found");
    expect(refused.message).toContain(message);
  });

  test.each([
    ["pool-exhaustion", "order-service/place"],
    ["cpu-saturation", "order-service->db-service"],
    ["cpu-saturation", "order-service/place"],
    ["cache-disabled", "db-service"],
    ["cache-disabled", "cache-service/get"],
  ] as const)("refuses %s on %s, where it does not fit", (kind, target) => {
    const refused = refusal(() => smallMesh().arm({ kind, target }));
    expect(refused).toMatchObject({ code: "validation_failed", fields: ["body.target"] });
  });

  test("names every field that does not fit, and changes nothing then", () => {
    const { arm, faults } = smallMesh();
    const parameters = { slowdown: 0, workersLeft: 1.5, colour: 7 };
    const refused = refusal(() =>
      arm({ kind: "cpu-saturation", target: "db-service", parameters, share: 0.5, durationSeconds: 4_000 }),
    );
    expect(refused.code).toBe("validation_failed");
    expect(refused.fields).toEqual([
      "body.parameters.slowdown",
      "body.parameters.workersLeft",
      "body.parameters.colour",
      "body.share",
      "body.durationSeconds",
    ]);
    expect(faults.list()).toEqual([]);
    expect(arm({ kind: "hang", target: "db-service" }).id).toBe("f1");
  });

  test("takes the limits of a parameter themselves, and no value that is no number", () => {
    const { arm } = smallMesh();
    const withDelay = (delayMs: number) => () =>
      arm({ kind: "latency", target: "db-service", parameters: { delayMs } });
    expect(withDelay(1)().parameters.delayMs).toBe(1);
    expect(withDelay(60_000)().parameters.delayMs).toBe(60_000);
    for (const delayMs of [0.9, 60_000.1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusal(withDelay(delayMs)).fields).toEqual(["body.parameters.delayMs"]);
    }
  });

  test("stops at a hundred, until one is removed", () => {
    const { arm, faults } = smallMesh();
    for (let count = 0; count < 100; count += 1) arm({ kind: "hang", target: "db-service" });
    expect(refusal(() => arm({ kind: "hang", target: "db-service" })).code).toBe("conflict");
    faults.remove("f7");
    expect(arm({ kind: "hang", target: "db-service" }).state).toBe("armed");
  });
});

describe("an end", () => {
  test("comes by itself at its time, also when nobody looks", async () => {
    const { arm, conditions, faults, pass } = smallMesh();
    const heard: string[] = [];
    faults.onChange(() =>
      heard.push(
        faults
          .list()
          .map(({ state }) => state)
          .join(),
      ),
    );
    arm({ kind: "outage", target: "db-service", durationSeconds: 30 });
    await pass(29.999);
    expect(conditions.atHost("db-service", "read", "anna")?.down).toBe(true);
    expect(heard).toEqual(["armed"]);
    await pass(0.002);
    expect(heard).toEqual(["armed", "ended"]);
    expect(conditions.atHost("db-service", "read", "anna")).toBeUndefined();
    expect(faults.outageOf("db-service")).toBeUndefined();
  });

  test("of each of several is heard once, the shorter first", async () => {
    const { arm, faults, pass } = smallMesh();
    for (const durationSeconds of [20, 10.000_000_1, 10]) {
      arm({ kind: "hang", target: "db-service", durationSeconds });
    }
    const heard: string[][] = [];
    faults.onChange(() =>
      heard.push(faults.list().flatMap(({ id, state }) => (state === "armed" ? id : []))),
    );
    await pass(60);
    expect(heard).toEqual([["f1", "f2"], ["f1"], []]);
  });

  test("comes early for one that is removed, which can be done twice", async () => {
    const { arm, conditions, faults, pass } = smallMesh();
    const { id } = arm({ kind: "outage", target: "db-service" });
    await pass(5);
    const removed = faults.remove(id);
    expect(removed).toMatchObject({ state: "removed", endsAt: "2026-11-21T10:00:05.000Z" });
    expect(conditions.atHost("db-service", "read", "anna")).toBeUndefined();
    expect(faults.remove(id)).toEqual(removed);
    expect(refusal(() => faults.remove("f2")).code).toBe("not_found");
  });

  test("comes for all at once", () => {
    const { arm, faults } = smallMesh();
    let heard = 0;
    arm({ kind: "outage", target: "db-service" });
    arm({ kind: "latency", target: "order-service->db-service" });
    faults.onChange(() => {
      heard += 1;
    });
    expect(faults.halt().map(({ id, state }) => `${id} ${state}`)).toEqual(["f1 removed", "f2 removed"]);
    expect(faults.halt()).toEqual([]);
    expect(heard).toBe(1);
  });

  test("is remembered for an hour, and two hundred of them at most", async () => {
    const { arm, faults, pass } = smallMesh();
    for (let count = 0; count < 210; count += 1) faults.remove(arm({ kind: "hang", target: "gateway" }).id);
    expect(faults.list().map(({ id }) => id)).toEqual(
      Array.from({ length: 200 }, (_, index) => `f${210 - index}`),
    );
    await pass(3_599);
    expect(faults.list()).toHaveLength(200);
    await pass(1);
    expect(faults.list()).toEqual([]);
  });

  test("is not waited for once all is closed", async () => {
    const { arm, faults, pass } = smallMesh();
    let heard = 0;
    faults.onChange(() => {
      heard += 1;
    });
    arm({ kind: "hang", target: "gateway" });
    faults.close();
    await pass(60);
    expect(heard).toBe(1);
  });
});

describe("whoever lists", () => {
  test("sees the armed ones first, then the newest of the past", async () => {
    const { arm, faults, pass } = smallMesh();
    arm({ kind: "hang", target: "gateway", durationSeconds: 1 });
    arm({ kind: "hang", target: "gateway", durationSeconds: 2 });
    arm({ kind: "hang", target: "gateway" });
    await pass(10);
    expect(faults.list().map(({ id, state }) => `${id} ${state}`)).toEqual([
      "f3 armed",
      "f2 ended",
      "f1 ended",
    ]);
  });

  test("finds the outage of a whole service that ends last", () => {
    const { arm, faults } = smallMesh();
    arm({ kind: "outage", target: "db-service", share: 0.5 });
    arm({ kind: "outage", target: "db-service/read" });
    arm({ kind: "hang", target: "db-service" });
    expect(faults.outageOf("db-service")).toBeUndefined();
    arm({ kind: "outage", target: "db-service", durationSeconds: 60 });
    arm({ kind: "outage", target: "db-service", durationSeconds: 40 });
    expect(faults.outageOf("db-service")?.id).toBe("f4");
  });

  test("no longer hears after having said so", () => {
    const { arm, faults } = smallMesh();
    let heard = 0;
    const stop = faults.onChange(() => {
      heard += 1;
    });
    arm({ kind: "hang", target: "gateway" });
    stop();
    arm({ kind: "hang", target: "gateway" });
    expect(heard).toBe(1);
  });
});

describe("a process that takes over what another has armed", () => {
  test("feels the same, for the same visitors, until the same moment", async () => {
    const main = smallMesh();
    main.arm({ kind: "hang", target: "db-service", share: 0.5, durationSeconds: 10 });
    await main.pass(4);
    const other = smallMesh();
    await other.pass(4);
    other.faults.replace(main.faults.listForOthers());
    const visitors = Array.from({ length: 100 }, (_, index) => `visitor-${index}`);
    const hitIn = ({ conditions }: typeof main) =>
      visitors.filter((visitor) => conditions.atHost("db-service", "read", visitor));
    expect(hitIn(other)).toEqual(hitIn(main));
    expect(hitIn(other).length).toBeGreaterThan(0);
    await other.pass(5.999);
    expect(hitIn(other).length).toBeGreaterThan(0);
    await other.pass(0.002);
    expect(hitIn(other)).toEqual([]);
  });

  test("ends it at the same moment when the machines' clocks differ", async () => {
    const main = smallMesh();
    main.arm({ kind: "outage", target: "db-service", durationSeconds: 10 });
    await main.pass(4);
    const fast = smallMesh();
    await fast.pass(3_000);
    fast.faults.replace(main.faults.listForOthers());
    await fast.pass(5.999);
    expect(fast.conditions.atHost("db-service", "read", "anna")?.down).toBe(true);
    await fast.pass(0.002);
    expect(fast.conditions.atHost("db-service", "read", "anna")).toBeUndefined();
  });

  test("drops what is not among them any more, and what has another meaning since", () => {
    const { arm, conditions, faults } = smallMesh();
    const mine = arm({ kind: "outage", target: "db-service" });
    const other = arm({ kind: "outage", target: "gateway" });
    const left = { remainingMs: 10_000 };
    faults.replace([
      { ...mine, ...left },
      { ...other, ...left, target: "cache-service" },
    ]);
    expect(conditions.atHost("db-service", "read", "anna")?.down).toBe(true);
    expect(conditions.atHost("gateway", "checkout", "anna")).toBeUndefined();
    expect(conditions.atHost("cache-service", "get", "anna")?.down).toBe(true);
    faults.replace([]);
    expect(conditions.atHost("db-service", "read", "anna")).toBeUndefined();
  });

  test("gives no id that came from there", () => {
    const { arm, faults } = smallMesh();
    const main = smallMesh();
    main.arm({ kind: "hang", target: "gateway" });
    faults.replace(main.faults.listForOthers());
    expect(arm({ kind: "hang", target: "gateway" }).id).toBe("f2");
  });
});
