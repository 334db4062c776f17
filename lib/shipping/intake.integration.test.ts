import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createSpoolFile, readLeftovers } from "./spool.ts";

let directory: string;
let spool: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "faultmart-spool-"));
  spool = join(directory, "shipping");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const roomy = { events: 1_000, chars: 1_000_000 };
const start = (limits = roomy) => createIntake(() => createSpoolFile(spool), limits);
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
const settleNext = (intake: Intake) => {
  const parcel = intake.next();
  if (parcel) intake.settle(parcel);
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
    say(intake, "one", "two");
    const first = intake.next();
    say(intake, "three");
    intake.secure();
    expect(onDisk()).toHaveLength(3);
    expect(intake.next()).toBe(first);
    settleNext(intake);
    expect(intake.waiting()).toBe(1);
    expect(onDisk()).toMatchObject([{ message: "three" }]);
    settleNext(intake);
    expect(intake.next()).toBeUndefined();
    expect(readdirSync(spool)).toEqual([]);
  });

  test("is in several files when it is much, each of which goes by itself", () => {
    const intake = start({ events: 10_000, chars: 10_000_000 });
    for (let nth = 0; nth < 2_500; nth += 1) say(intake, `${nth}`);
    intake.secure();
    expect(onDisk()).toHaveLength(2_500);
    expect(readdirSync(spool)).toHaveLength(3);
    const messages = [];
    for (let parcel = intake.next(); parcel; parcel = intake.next()) {
      messages.push(...parcel.events.map(({ text }) => Number(JSON.parse(text).message)));
      intake.settle(parcel);
    }
    expect(messages).toEqual(Array.from({ length: 2_500 }, (_, nth) => nth));
    expect(readdirSync(spool)).toEqual([]);
  });

  test("stays for the next start at a stop", () => {
    const intake = start();
    say(intake, "one");
    intake.close();
    say(intake, "after the end");
    expect(onDisk()).toMatchObject([{ message: "one" }]);
  });

  test("is limited in number and in size; what finds no room is counted, on the disk too", () => {
    const intake = start({ events: 3, chars: 1_000_000 });
    say(intake, "one", "two", "three", "four", "five");
    intake.secure();
    expect(intake.waiting()).toBe(3);
    expect(onDisk().at(-1)).toEqual({ lost: 2 });
    expect(intake.next()).toMatchObject({ lost: 2, events: { length: 3 } });
    settleNext(intake);
    say(intake, "there is room again");
    expect(intake.next()).toMatchObject({ lost: 0, events: { length: 1 } });

    const narrow = start({ events: 100, chars: 500 });
    say(narrow, "y".repeat(400), "z".repeat(400));
    expect(narrow.next()).toMatchObject({ lost: 2, events: { length: 0 } });
  });

  test("waits in memory where the disk takes nothing, and the trouble is told once", () => {
    writeFileSync(spool, "a file where the directory should be");
    const intake = start();
    say(intake, "one");
    expect(intake.next()?.events).toHaveLength(1);
    expect(String(intake.takeTrouble())).toContain("EEXIST");
    expect(intake.takeTrouble()).toBeUndefined();
    settleNext(intake);
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
