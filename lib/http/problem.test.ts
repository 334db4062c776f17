import { trace } from "@opentelemetry/api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "#lib/contract/problem.ts";
import { AppError, type ErrorCode, errorCodes } from "#lib/kernel/errors.ts";
import { problemResponse, toProblem } from "./problem.ts";

const statusOf: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  misdirected_request: 421,
  validation_failed: 422,
  too_many_requests: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
};

describe("an error of the domain", () => {
  test.each(errorCodes)("with the code %s becomes a problem with the status it stands for", (code) => {
    const { status, body, headers } = toProblem(new AppError(code, "What to do."), "request-1");
    expect(Problem.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      status: statusOf[code],
      code,
      detail: "What to do.",
      requestId: "request-1",
    });
    expect(status).toBe(statusOf[code]);
    expect(headers["content-type"]).toBe("application/problem+json");
    expect(headers["cache-control"]).toBe("no-store");
  });

  test("brings its headers and its fields along, and its cause stays here", () => {
    const fields = [{ path: "body.sku", message: "unknown" }];
    const error = new AppError("too_many_requests", "Slow down.", {
      fields,
      headers: { "retry-after": "3" },
      cause: new Error("redis://user:password@cache"),
    });
    const reply = toProblem(error, "request-1");
    expect(reply.headers["retry-after"]).toBe("3");
    expect(reply.body.fields).toEqual(fields);
    expect(JSON.stringify(reply)).not.toContain("password");
  });
});

test("an error that knows a more exact reason says that to programs, under the address of its kind", () => {
  const declined = new AppError("payment_required", "The card was declined.", { reason: "card_declined" });
  expect(toProblem(declined, "request-1").body).toMatchObject({
    status: 402,
    code: "card_declined",
    type: "/docs/api#problem-payment_required",
  });
});

describe("an error nobody foresaw", () => {
  test("becomes a 500 that tells the client nothing of it", () => {
    const word = fc.string({ unit: fc.constantFrom(..."QXZ0123456789"), minLength: 8, maxLength: 20 });
    const shapes: ((word: string) => unknown)[] = [
      (secret) => new Error(secret),
      (secret) => Object.assign(new TypeError("x"), { code: secret, detail: secret, stack: secret }),
      (secret) => Object.assign(new Error("x", { cause: new Error(secret) }), { headers: { "x-a": secret } }),
      (secret) => ({ message: secret, toString: () => secret, toJSON: () => secret }),
      (secret) => secret,
      (secret) => [secret],
    ];
    fc.assert(
      fc.property(word, fc.constantFrom(...shapes), (secret, shape) => {
        const reply = toProblem(shape(secret), "request-1");
        expect(reply.status).toBe(500);
        expect(reply.body.code).toBe("internal");
        expect(reply.body.requestId).toBe("request-1");
        expect(JSON.stringify(reply)).not.toContain(secret);
      }),
    );
  });

  test.each([undefined, null, 0, "", Symbol("x")])("even when %o was thrown", (thrown) => {
    expect(toProblem(thrown, "request-1").status).toBe(500);
  });
});

test("a problem outside of any request's span has an empty trace id", () => {
  expect(trace.getActiveSpan()).toBeUndefined();
  expect(toProblem(new AppError("not_found", "x"), "request-1").body.traceId).toBe("");
});

test("a problem as a response has the body, the status and the headers", async () => {
  const error = new AppError("method_not_allowed", "Use GET.", { headers: { allow: "GET" } });
  const response = problemResponse(error, "request-1");
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET");
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toEqual(toProblem(error, "request-1").body);
});
