import { describe, expect, test } from "vitest";
import { readDraft, writeMoment, type Zone } from "./custom-range-draft.ts";

const now = Date.parse("2026-03-04T12:00:00Z");
const utc = (from: string, to: string) => readDraft({ from, to, zone: "utc" }, now);

describe("readDraft", () => {
  test("takes two moments, with or without seconds", () => {
    expect(utc("2026-03-04T10:00", "2026-03-04T10:00:30")).toEqual({
      fromMs: now - 7_200_000,
      toMs: now - 7_170_000,
    });
  });

  test.each<Zone>(["local", "utc"])("reads what it wrote, in %s time", (zone) => {
    const [from, to] = [writeMoment(now - 60_000, zone), writeMoment(now, zone)];
    expect(readDraft({ from, to, zone }, now)).toEqual({ fromMs: now - 60_000, toMs: now });
  });

  test.each([
    ["both are missing", "", "", ["from", "to"]],
    ["one is no time", "2026-03-04T10:00", "soon", ["to"]],
    ["the day does not exist", "2026-13-04T10:00", "2026-03-04T11:00", ["from"]],
    ["it ends before it begins", "2026-03-04T11:00", "2026-03-04T10:00", ["to"]],
    ["it has no length", "2026-03-04T11:00", "2026-03-04T11:00", ["to"]],
    ["it is yet to come", "2026-03-04T12:00", "2026-03-04T13:00", ["from"]],
  ])("says at the field that %s", (_, from, to, fields) => {
    const read = utc(from, to);
    expect("problems" in read ? Object.keys(read.problems) : []).toEqual(fields);
  });
});
