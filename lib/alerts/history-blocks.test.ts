import { expect, test } from "vitest";
import type { AlertEvent } from "#lib/contract/alert-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";
import { blockMs, blocksFrom, blocksOf } from "./history-blocks.ts";

const nowMs = Date.UTC(2030, 0, 1, 12, 10);
const startMs = blocksFrom(nowMs) + 10 * blockMs;
const alert = { id: "alr_1", startedAt: new Date(startMs), resolvedAt: null, severity: "cherry" } as const;
const event = (what: AlertEvent["what"], severity: Severity, afterMs: number) => ({
  alertId: alert.id,
  at: new Date(startMs + afterMs),
  what,
  severity,
});

test("a message that arrived late takes nothing from how bad it had become", () => {
  const events = [
    event("fired", "yellow", 0),
    event("worsened", "cherry", 2 * blockMs),
    event("notified", "yellow", 4 * blockMs),
  ];
  const worst = blocksOf({ alerts: [alert], events, nowMs }).map((block) => block.worst);
  expect(worst.slice(0, 10)).toEqual(new Array(10).fill(null));
  expect(worst.slice(10, 12)).toEqual(["yellow", "yellow"]);
  expect(worst.slice(12)).toEqual(new Array(36).fill("cherry"));
});
