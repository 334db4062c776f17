import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logTerms } from "#lib/contract/filter/log-terms.ts";
import type { LogQuery } from "../log-history.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";

const baseMs = Date.UTC(2026, 0, 5);
const hourMs = 3_600_000;

let started: TelemetryUnderTest;
let nowMs: number;
beforeEach(async () => {
  nowMs = baseMs;
  const clock = {
    nowMs: () => nowMs,
    monotonicMs: () => performance.now(),
    sleep: async () => {},
    after: () => () => {},
  };
  started = await startTelemetry({ clock, environment: { LOG_STDOUT: "off", LOG_LEVEL: "debug" } });
  const { telemetry } = started;
  telemetry.service("orders").log.info("Order placed");
  nowMs += hourMs;
  telemetry.service("payments").log.warn("The card was declined");
  telemetry.service("payments").log.debug("Asked the bank");
  nowMs += 10 * hourMs;
  telemetry.service("payments").log.error("The bank did not answer: 100% of 3_000 ms");
  await telemetry.flush();
});
afterEach(() => started.remove());

async function find(q = "", range: Pick<LogQuery, "fromMs" | "toMs"> = {}) {
  const found = await started.telemetry.history.findLogs({ limit: 50, terms: logTerms({ q }), ...range });
  return found.map(({ message }) => message.split(" ").slice(0, 2).join(" "));
}

describe("log lines are found", () => {
  it("the newest first, across hours, page after page", async () => {
    const all = ["The bank", "Asked the", "The card", "Order placed"];
    expect(await find()).toEqual(all);
    const pages: string[] = [];
    for (let after: LogQuery["after"]; ; ) {
      const [line] = await started.telemetry.history.findLogs({ limit: 1, after });
      if (!line) break;
      pages.push(line.message.split(" ").slice(0, 2).join(" "));
      after = line;
    }
    expect(pages).toEqual(all);
  });

  it("by what a filter says", async () => {
    expect(await find("service:orders")).toEqual(["Order placed"]);
    expect(await find("level:>=warn")).toEqual(["The bank", "The card"]);
    expect(await find("-level:>=warn bank")).toEqual(["Asked the"]);
    expect(await find("level:critical")).toEqual([]);
    expect(await find(`"CARD was"`)).toEqual(["The card"]);
    expect(await find(`"100% of 3_000"`)).toEqual(["The bank"]);
    expect(await find(`"' OR '1'='1"`)).toEqual([]);
  });

  it("by time: from is part of it, to is not", async () => {
    expect(await find("", { fromMs: baseMs + hourMs })).toEqual(["The bank", "Asked the", "The card"]);
    expect(await find("", { toMs: baseMs + hourMs })).toEqual(["Order placed"]);
  });
});
