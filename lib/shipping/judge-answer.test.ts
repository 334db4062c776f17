import { describe, expect, test } from "vitest";
import { judgeAnswer } from "./judge-answer.ts";

const nowMs = Date.UTC(2031, 0, 1);

describe("the receiver's answer", () => {
  test.each([200, 202, 204])("%i: the event is taken", (status) => {
    expect(judgeAnswer(status, undefined, nowMs)).toEqual({ kind: "taken" });
  });

  test.each([400, 409, 413, 415, 422])("%i: it will never be taken", (status) => {
    expect(judgeAnswer(status, "5", nowMs).kind).toBe("refused");
  });

  test.each([401, 403, 404, 405, 410, 451])("%i: no event is taken, until somebody mends that", (status) => {
    expect(judgeAnswer(status, undefined, nowMs)).toEqual({
      kind: "later",
      why: `The receiver answered ${status}`,
      away: true,
    });
  });

  test.each([302, 408, 429, 500, 502, 503])("%i: it may be taken later", (status) => {
    expect(judgeAnswer(status, undefined, nowMs)).toEqual({
      kind: "later",
      why: `The receiver answered ${status}`,
    });
  });

  test.each([
    ["7", 7_000],
    [new Date(nowMs + 90_000).toUTCString(), 90_000],
    [new Date(nowMs - 90_000).toUTCString(), 0],
    ["999999", 3_600_000],
  ])("Retry-After %s is a wait of %i ms", (retryAfter, waitMs) => {
    expect(judgeAnswer(503, retryAfter, nowMs)).toMatchObject({ kind: "later", waitMs });
  });

  test("a Retry-After that says nothing is none", () => {
    expect(judgeAnswer(429, "soon", nowMs)).not.toHaveProperty("waitMs");
  });
});
