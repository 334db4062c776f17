import { describe, expect, test } from "vitest";
import { type Connection, type ConnectionFacts, connectionOf, isLastKnown } from "./connection.ts";

const well: ConnectionFacts = { paused: false, networkUp: true, socketUp: true, silentForMs: 200 };

describe("the connection", () => {
  test.each<[string, Partial<ConnectionFacts>]>([
    ["live", {}],
    ["live", { silentForMs: 5_000 }],
    ["delayed", { silentForMs: 5_001 }],
    ["connecting", { socketUp: false, silentForMs: undefined }],
    ["connecting", { silentForMs: undefined }],
    ["reconnecting", { socketUp: false }],
    ["offline", { networkUp: false, socketUp: false }],
    ["paused", { paused: true }],
    ["paused", { paused: true, networkUp: false, socketUp: false }],
  ])("is %s given %j", (word, facts) => {
    expect(connectionOf({ ...well, ...facts })).toBe(word);
  });

  test.each<[Connection, boolean]>([
    ["live", false],
    ["connecting", false],
    ["paused", false],
    ["delayed", true],
    ["reconnecting", true],
    ["offline", true],
  ])("%s leaves only what was last known: %s", (connection, lastKnown) => {
    expect(isLastKnown(connection)).toBe(lastKnown);
  });
});
