import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import { answerOptions, setCorsHeaders } from "./cors.ts";

const config = loadConfig({ CORS_ORIGINS: "https://partner.example.com,http://localhost:5173" });

function answer(headers: Record<string, string>, settings = config) {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: "OPTIONS", headers });
  const response = new ServerResponse(request);
  setCorsHeaders(request, response, settings);
  return { request, response };
}

describe("a page of another origin", () => {
  test("that is listed may read answers, with the ids that find its traces", () => {
    const { response } = answer({ origin: "https://partner.example.com" });
    expect(response.getHeader("access-control-allow-origin")).toBe("https://partner.example.com");
    expect(response.getHeader("access-control-expose-headers")).toContain("x-trace-id");
    expect(response.getHeader("cross-origin-resource-policy")).toBe("cross-origin");
    expect(response.hasHeader("access-control-allow-credentials")).toBe(false);
  });

  test.each(["https://evil.example.com", "null", "http://partner.example.com", ""])(
    "that is not listed (%j) gets no permission, and caches keep its answer apart",
    (origin) => {
      const { response } = answer({ origin });
      expect(response.hasHeader("access-control-allow-origin")).toBe(false);
      expect(response.getHeader("vary")).toBe("origin");
    },
  );

  test("finds nothing about origins in the answer when none is listed", () => {
    const { response } = answer({ origin: "https://partner.example.com" }, loadConfig({}));
    expect(response.getHeaderNames()).toEqual([]);
  });
});

describe("an OPTIONS request", () => {
  test("before a foreign request says which methods and headers it may use", () => {
    const { request, response } = answer({
      origin: "http://localhost:5173",
      "access-control-request-method": "POST",
    });
    answerOptions(request, response, "POST, OPTIONS");
    expect(response.statusCode).toBe(204);
    expect(response.getHeader("access-control-allow-methods")).toBe("POST, OPTIONS");
    const headers = String(response.getHeader("access-control-allow-headers")).split(", ");
    expect(headers).toEqual(expect.arrayContaining(["content-type", "idempotency-key", "traceparent"]));
  });

  test("from an origin that is not listed learns the methods but gets no permission", () => {
    const { request, response } = answer({
      origin: "https://evil.example.com",
      "access-control-request-method": "POST",
    });
    answerOptions(request, response, "POST, OPTIONS");
    expect(response.getHeader("allow")).toBe("POST, OPTIONS");
    expect(response.getHeaderNames().filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});
