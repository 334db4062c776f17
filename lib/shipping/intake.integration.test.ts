import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createSpool, readLeftovers } from "./spool.ts";

let directory: string;
let spool: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "faultmart-spool-"));
  spool = join(directory, "shipping");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const roomy = { events: 1_000, chars: 1_000_000 };
const start = (limits = roomy) => createIntake(createSpool(spool), limits);
const onDisk = () =>
  readLeftovers(spool)
    .flatMap((read) => read().lines)
    .map((line) => JSON.parse(line) as { message?: string; lost?: number });

function record(message: string): LogRecord {
  return {
    timestampMs: Date.UTC(2031, 0, 1),
    level: "info",
    service: "order-service",
    logger: "order-service",
    message,
    requestId: null,
    tenantId: null,
    traceId: null,
    spanId: null,
    sampled: false,
    attributes: {},
  };
}
const say = (intake: Intake, ...messages: string[]) => {
  for (const message of messages) intake.take(record(message));
};

describe("what waits for the outbox", () => {
  test("is on the disk as soon as somebody else may see the line, and by itself soon after", async () => {
    const intake = start();
    say(intake, "one", "two");
    expect(onDisk()).toEqual([]);
    intake.secure();
    expect(onDisk()).toMatchObject([{ message: "one" }, { message: "two" }]);
    say(intake, "three");
    await expect.poll(onDisk).toHaveLength(3);
  });

  test("leaves the disk once the outbox has it, and not before", () => {
    const intake = start();
    say(intake, "one", "two", "three");
    const first = intake.oldest(2);
    intake.settle(first);
    expect(intake.waiting()).toBe(1);
    expect(onDisk()).toHaveLength(3);
    intake.settle(intake.oldest(9));
    expect(onDisk()).toEqual([]);
    say(intake, "four");
    intake.secure();
    expect(onDisk()).toMatchObject([{ message: "four" }]);
  });

  test("leaves no file behind at a stop when nothing waits", () => {
    const intake = start();
    say(intake, "one");
    intake.settle(intake.oldest(9));
    intake.close();
    expect(readdirSync(spool)).toEqual([]);
  });

  test("is in several files when it is much, each of which goes with its last line", () => {
    const long = "x".repeat(1_000_000);
    const intake = start({ events: 100, chars: 100_000_000 });
    for (let nth = 0; nth < 12; nth += 1) {
      say(intake, `${nth} ${long}`);
      intake.secure();
    }
    expect(readdirSync(spool)).toHaveLength(3);
    intake.settle(intake.oldest(6));
    expect(readdirSync(spool)).toHaveLength(2);
    intake.settle(intake.oldest(6));
    intake.close();
    expect(readdirSync(spool)).toEqual([]);
  });

  test("is limited in number and in size; what finds no room is counted, on the disk too", () => {
    const intake = start({ events: 3, chars: 1_000_000 });
    say(intake, "one", "two", "three", "four", "five");
    intake.secure();
    expect(intake.waiting()).toBe(3);
    const loss = intake.loss();
    expect(loss.events).toBe(2);
    expect(onDisk().at(-1)).toEqual({ lost: 2 });
    intake.settleLoss(loss);
    expect(intake.loss().events).toBe(0);
    intake.settle(intake.oldest(9));
    expect(onDisk()).toEqual([]);

    const narrow = start({ events: 100, chars: 500 });
    say(narrow, "y".repeat(400), "z".repeat(400));
    narrow.secure();
    expect([narrow.waiting(), narrow.loss().events]).toEqual([0, 2]);
  });

  test("waits in memory where the disk takes nothing, and the trouble is told once", () => {
    writeFileSync(spool, "a file where the directory should be");
    const intake = start();
    say(intake, "one");
    expect(intake.oldest(9)).toHaveLength(1);
    expect(String(intake.takeTrouble())).toContain("EEXIST");
    expect(intake.takeTrouble()).toBeUndefined();
    intake.settle(intake.oldest(9));
    expect(intake.waiting()).toBe(0);
  });

  test("survives a process that ended in the middle of a line", () => {
    const dead = start();
    say(dead, "one", "two");
    dead.secure();
    const [name = ""] = readdirSync(spool);
    appendFileSync(join(spool, name), '{"signal_id":"torn');
    const [read] = readLeftovers(spool);
    const leftover = read?.();
    expect(leftover?.lines.map((line) => JSON.parse(line).message)).toEqual(["one", "two"]);
    expect(readFileSync(join(spool, name), "utf8")).toContain("torn");
    leftover?.remove();
    expect(readdirSync(spool)).toEqual([]);
  });
});
