import { describe, expect, test } from "vitest";
import type { BrowserReport, BrowserSpan } from "#lib/contract/browser-report.ts";
import { createOutbox, type Sent } from "./outbox.ts";

const span = (nth: number): BrowserSpan => ({
  what: "navigation",
  traceId: "a".repeat(32),
  spanId: String(nth).padStart(16, "0"),
  parentSpanId: null,
  startMs: nth,
  durationMs: 1,
  page: "/",
});
const spans = (count: number, from = 0) => Array.from({ length: count }, (_, nth) => span(from + nth));

function startOutbox(answers: Sent[] = [], takesLeft = true) {
  const sent: BrowserReport[] = [];
  const left: BrowserReport[] = [];
  const timers: { ms: number; then: () => void }[] = [];
  const outbox = createOutbox({
    nowMs: () => 7,
    pageLoad: () => null,
    later: (ms, then) => void timers.push({ ms, then }),
    send: async (report) => {
      sent.push(report);
      return answers.shift() ?? "taken";
    },
    leave: (report) => takesLeft && left.push(report) > 0,
  });
  /** Lets the next timer come; returns how long it was waited for. */
  const pass = async () => {
    const timer = timers.shift();
    timer?.then();
    await new Promise(setImmediate);
    return timer?.ms;
  };
  return { ...outbox, sent, left, pass, waiting: () => timers.length };
}

describe("an outbox", () => {
  test("tells together what came together, with the time by the page's clock", async () => {
    const outbox = startOutbox();
    outbox.add(spans(2));
    outbox.add(spans(1, 2));
    await outbox.pass();
    expect(outbox.sent).toMatchObject([{ sentAtMs: 7, spans: spans(3), lost: 0 }]);
    expect(outbox.waiting()).toBe(0);
  });

  test("sends no more at once than is taken at once", async () => {
    const outbox = startOutbox();
    outbox.add(spans(70));
    await outbox.pass();
    await outbox.pass();
    expect(outbox.sent.map((report) => report.spans.length)).toEqual([60, 10]);
  });

  test("tries again later, and later still, what nobody heard", async () => {
    const outbox = startOutbox(["unheard", "unheard", "taken"]);
    outbox.add(spans(1));
    expect([await outbox.pass(), await outbox.pass(), await outbox.pass()]).toEqual([250, 5_000, 20_000]);
    expect(outbox.sent.map((report) => report.spans)).toEqual([spans(1), spans(1), spans(1)]);
    expect(outbox.waiting()).toBe(0);
  });

  test("counts what it could not hold and what was refused, and says so with the next report", async () => {
    const outbox = startOutbox(["refused"]);
    outbox.add(spans(200));
    outbox.lose(3);
    await outbox.pass();
    await outbox.pass();
    expect(outbox.sent.map(({ lost }) => lost)).toEqual([23, 23 + 60]);
  });

  test("says nothing more to a server that wants to hear nothing", async () => {
    const outbox = startOutbox(["off"]);
    outbox.add(spans(1));
    await outbox.pass();
    outbox.add(spans(1));
    outbox.leave();
    expect([outbox.waiting(), outbox.sent.length, outbox.left.length]).toEqual([0, 1, 0]);
  });

  test("leaves with the browser what is not told when the page goes", () => {
    const outbox = startOutbox();
    outbox.add(spans(70));
    outbox.leave();
    expect(outbox.left.map((report) => report.spans.length)).toEqual([60, 10]);
  });

  test("keeps what the browser would not take", async () => {
    const outbox = startOutbox([], false);
    outbox.add(spans(2));
    outbox.leave();
    await outbox.pass();
    expect(outbox.sent.map((report) => report.spans.length)).toEqual([2]);
  });
});
