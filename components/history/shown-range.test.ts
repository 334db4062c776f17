import { describe, expect, test } from "vitest";
import { boundsOf, readShownRange, stepped, zoomedOut } from "./shown-range.ts";

const shown = (query: string) => readShownRange(new URLSearchParams(query));
const now = Date.parse("2026-03-04T12:00:00Z");
const past = "from=2026-03-04T10:00:00Z&to=2026-03-04T10:15:00Z";

describe("readShownRange", () => {
  test.each([
    ["range=1h", { kind: "last", name: "1h" }],
    ["", { kind: "last", name: "15m" }],
    ["range=2h", { kind: "last", name: "15m" }],
    ["range=constructor", { kind: "last", name: "15m" }],
    ["from=2026-03-04T12:00:00Z", { kind: "between", fromMs: now, toMs: undefined }],
    ["to=2026-03-04T13:00:00%2B01:00", { kind: "between", fromMs: undefined, toMs: now }],
    ["from=2026-03-04T12:00:00", { kind: "last", name: "15m" }],
    ["from=yesterday&to=2026-99-99T00:00:00Z", { kind: "last", name: "15m" }],
    ["from=2026-03-04T12:00:00Z&to=2026-03-04T11:00:00Z", { kind: "last", name: "15m" }],
  ])("reads %j", (query, expected) => {
    expect(shown(query)).toEqual(expected);
  });
});

describe("boundsOf", () => {
  test("ends now, unless the address says when", () => {
    expect(boundsOf(shown("range=1h"), now)).toEqual({ fromMs: now - 3_600_000, toMs: now });
    expect(boundsOf(shown("from=2026-03-04T11:00:00Z"), now)).toEqual({ fromMs: now - 3_600_000, toMs: now });
    expect(boundsOf(shown("to=2026-03-04T12:00:00Z"), 0)).toEqual({ fromMs: now - 900_000, toMs: now });
  });
});

describe("stepped", () => {
  test("goes back by its own length, from now as well", () => {
    expect(stepped(shown(past), -1, now)).toEqual({
      range: undefined,
      from: "2026-03-04T09:45:00.000Z",
      to: "2026-03-04T10:00:00.000Z",
    });
    expect(stepped(shown("range=1h"), -1, now)).toMatchObject({
      from: "2026-03-04T10:00:00.000Z",
      to: "2026-03-04T11:00:00.000Z",
    });
  });

  test("goes forward, and follows now again when it gets there", () => {
    expect(stepped(shown(past), 1, now)).toMatchObject({ to: "2026-03-04T10:30:00.000Z" });
    expect(stepped(shown(past), 1, Date.parse("2026-03-04T10:20:00Z"))).toMatchObject({
      range: "15m",
      from: undefined,
    });
  });

  test("of no usual length ends now at the latest", () => {
    const odd = shown("from=2026-03-04T11:40:00Z&to=2026-03-04T11:50:00Z");
    expect(stepped(odd, 1, Date.parse("2026-03-04T11:55:00Z"))).toMatchObject({
      from: "2026-03-04T11:45:00.000Z",
      to: "2026-03-04T11:55:00.000Z",
    });
  });
});

describe("zoomedOut", () => {
  test("takes the next wider range up to now, and there is none after the widest", () => {
    expect(zoomedOut(shown("range=15m"), now)).toMatchObject({ range: "1h" });
    expect(zoomedOut(shown("range=24h"), now)).toBeUndefined();
  });

  test("shows twice as much round the same middle, and nothing that is yet to come", () => {
    expect(zoomedOut(shown(past), now)).toMatchObject({
      from: "2026-03-04T09:52:30.000Z",
      to: "2026-03-04T10:22:30.000Z",
    });
    expect(zoomedOut(shown(past), Date.parse("2026-03-04T10:15:00Z"))).toMatchObject({
      from: "2026-03-04T09:45:00.000Z",
      to: "2026-03-04T10:15:00.000Z",
    });
  });
});
