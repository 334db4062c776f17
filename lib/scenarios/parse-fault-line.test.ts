import { describe, expect, test } from "vitest";
import { parseFaultLine } from "./parse-fault-line.ts";

describe("a fault on a command line", () => {
  test("needs a kind, a target, when and how long", () => {
    expect(parseFaultLine("outage db-service at 600 for 120")).toEqual({
      kind: "outage",
      target: "db-service",
      parameters: {},
      share: 1,
      atSeconds: 600,
      forSeconds: 120,
    });
  });

  test("takes a share and parameters, in any order", () => {
    expect(
      parseFaultLine("latency order-service->payment-service delayMs=400 for 0.5 jitterMs=0 share 0.3 at 0"),
    ).toMatchObject({
      target: "order-service->payment-service",
      parameters: { delayMs: 400, jitterMs: 0 },
      share: 0.3,
      atSeconds: 0,
      forSeconds: 0.5,
    });
  });

  test.each([
    ["explosion db-service at 1 for 1", "one of outage, latency"],
    ["outage DB at 1 for 1", "service/operation"],
    ["outage db-service for 1", "at is missing or out of its range"],
    ["outage db-service at 1", "for is missing or out of its range"],
    ["outage db-service at 1 for 0", "for is missing or out of its range"],
    ["outage db-service at 1 for 1 share 2", "share is missing or out of its range"],
    ["outage db-service at soon for 1", '"at" needs a number'],
    ["outage db-service at 1 for", '"for" needs a number'],
    ["latency db-service at 1 for 1 delayMs=", '"delayMs=" needs a number'],
    ["outage db-service at 1 for 1 twice", '"twice" is not one of at, for, share'],
    ["", "the kind must be one of"],
  ])("%j is refused, with what is wrong and how it is written", (line, what) => {
    expect(() => parseFaultLine(line)).toThrow(what);
    expect(() => parseFaultLine(line)).toThrow("at <seconds> for <seconds>");
  });
});
