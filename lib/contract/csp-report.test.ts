import { describe, expect, test } from "vitest";
import { CspReports } from "./csp-report.ts";

const blocked = {
  page: "https://shop.example.com/room",
  directive: "script-src-elem",
  blocked: "https://evil.example.com/x.js",
};

describe("a report of a blocked resource", () => {
  test("in the older form is one violation, whatever else the browser adds", () => {
    const report = {
      "csp-report": {
        "document-uri": blocked.page,
        "effective-directive": blocked.directive,
        "violated-directive": "script-src",
        "blocked-uri": blocked.blocked,
        "status-code": 200,
      },
    };
    expect(CspReports.parse(report)).toEqual([blocked]);
  });

  test("of an old browser names the violated directive instead", () => {
    expect(CspReports.parse({ "csp-report": { "violated-directive": "img-src" } })).toEqual([
      { page: "", directive: "img-src", blocked: "" },
    ]);
  });

  test("keeps neither queries nor fragments nor more text than is useful, in either form", () => {
    const [page, file] = ["https://a:b@shop.example.com/room?token=secret#secret", "data:text/html,secret"];
    const legacy = {
      "document-uri": page,
      "violated-directive": `img-src ${"x".repeat(99)}`,
      "blocked-uri": file,
    };
    const body = {
      documentURL: page,
      effectiveDirective: "x".repeat(999),
      blockedURL: `https://evil.example/${"x".repeat(3_000)}`,
    };
    expect(CspReports.parse({ "csp-report": legacy })).toEqual([
      { page: "https://shop.example.com/room", directive: "img-src", blocked: "data" },
    ]);
    const [violation] = CspReports.parse([{ type: "csp-violation", body }]);
    expect(violation?.page).toBe("https://shop.example.com/room");
    expect([violation?.directive.length, violation?.blocked.length]).toEqual([50, 500]);
  });

  test("in the Reporting API's form is one of a batch, in which other reports do not count", () => {
    const batch = [
      {
        type: "csp-violation",
        age: 5,
        body: {
          documentURL: blocked.page,
          effectiveDirective: blocked.directive,
          blockedURL: blocked.blocked,
        },
      },
      { type: "deprecation", body: { id: "x" } },
      {
        type: "csp-violation",
        body: { documentURL: blocked.page, effectiveDirective: "x", blockedURL: null },
      },
    ];
    expect(CspReports.parse(batch)).toEqual([blocked, { page: blocked.page, directive: "x", blocked: "" }]);
  });

  test.each([
    ["a batch of more than 100", Array.from({ length: 101 }, () => ({ type: "csp-violation", body: {} }))],
    ["a text longer than 4,000 characters", { "csp-report": { "blocked-uri": "x".repeat(4_001) } }],
    ["something else", { message: "hello" }],
    ["null", null],
  ])("is refused when it is %s", (_, report) => {
    expect(CspReports.safeParse(report).success).toBe(false);
  });
});
