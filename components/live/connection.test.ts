import { describe, expect, test } from "vitest";
import { type ConnectionFacts, connectionOf } from "./connection.ts";

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
});
