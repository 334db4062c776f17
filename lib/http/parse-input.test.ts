import { describe, expect, test } from "vitest";
import { z } from "zod";
import { BrowserError } from "#lib/contract/browser-error.ts";
import { ProductQuery } from "#lib/contract/catalogue.ts";
import { type AppError, asAppError } from "#lib/kernel/errors.ts";
import { parsePart, queryObject, readBody } from "./parse-input.ts";
import type { RouteSpec } from "./route-spec.ts";

async function refusal(act: () => unknown): Promise<AppError> {
  try {
    await act();
  } catch (error) {
    const known = asAppError(error);
    if (known) return known;
    throw error;
  }
  throw new Error("it was accepted");
}

const spec = (accepts?: string[]): RouteSpec => ({
  method: "POST",
  path: "/things",
  summary: "",
  tag: "",
  ...(accepts ? { accepts } : {}),
  replies: { 204: z.undefined() },
  run: () => undefined,
});

function post(body: string | null, contentType?: string): Request {
  const headers = contentType === undefined ? {} : { "content-type": contentType };
  // A body of bytes gets no content type of its own.
  const bytes = body === null ? null : new TextEncoder().encode(body);
  return new Request("http://localhost/things", { method: "POST", headers, body: bytes });
}

describe("a part of a request", () => {
  test("arrives as its schema describes it, defaults included", () => {
    expect(parsePart("query", ProductQuery, { q: "  lamp " })).toEqual({
      tenant: "merch",
      q: "lamp",
      sort: "name",
    });
  });

  test("is not looked at when the route declares no schema", () => {
    expect(parsePart("query", undefined, { anything: 1 })).toBeUndefined();
  });

  test("that does not fit is refused with every field that is wrong", async () => {
    const schema = z.strictObject({ items: z.array(z.object({ quantity: z.int() })), note: z.string() });
    const value = { items: [{ quantity: 1 }, { quantity: 1.5 }], note: 7 };
    const { code, fields, message } = await refusal(() => parsePart("body", schema, value));
    expect(code).toBe("validation_failed");
    expect(fields?.map(({ path }) => path)).toEqual(["body.items.1.quantity", "body.note"]);
    expect(message).toContain("items.1.quantity");
  });

  test.each(["__proto__", "constructor", "toString", "unknown"])(
    "with a name the schema does not know (%s) is refused",
    async (name) => {
      const query = queryObject(new URLSearchParams(`${name}=1`));
      expect((await refusal(() => parsePart("query", ProductQuery, query))).code).toBe("validation_failed");
      const body = JSON.parse(`{"message":"m","page":"/","${name}":{"polluted":true}}`);
      expect((await refusal(() => parsePart("body", BrowserError, body))).code).toBe("validation_failed");
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
  );
});

describe("a query", () => {
  test("gives each name its value, and a name given twice both", () => {
    expect({ ...queryObject(new URLSearchParams("q=a&sort=&q=b%20c")) }).toEqual({
      q: ["a", "b c"],
      sort: "",
    });
  });

  test("with a name twice is refused where one value is expected", async () => {
    const query = queryObject(new URLSearchParams("q=a&q=b"));
    const { fields } = await refusal(() => parsePart("query", ProductQuery, query));
    expect(fields?.map(({ path }) => path)).toEqual(["query.q"]);
  });
});

describe("a body", () => {
  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON"])(
    "sent as %s is read",
    async (type) => {
      expect(await readBody(post('{"a":[1,"ü"]}', type), spec())).toEqual({ a: [1, "ü"] });
    },
  );

  test("may have the other media types a route accepts", async () => {
    const types = ["application/csp-report", "application/reports+json"];
    expect(await readBody(post("[]", "application/reports+json"), spec(types))).toEqual([]);
  });

  test.each([
    ["text/plain", "text/plain was given"],
    ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded was given"],
    ["application/json2", "application/json2 was given"],
    [undefined, "no content type was given"],
  ])("sent as %s is refused with what is accepted", async (type, found) => {
    const { code, message, headers } = await refusal(() => readBody(post("{}", type), spec()));
    expect(code).toBe("unsupported_media_type");
    expect(message).toContain(found);
    expect(headers).toEqual({ accept: "application/json" });
  });

  test.each(["", "{", "{'a':1}", '{"a":1,}', "undefined", "{}{}", "\u0000"])(
    "that is not JSON (%j) is refused without repeating it",
    async (text) => {
      const { code, message } = await refusal(() => readBody(post(text, "application/json"), spec()));
      expect(code).toBe("bad_request");
      expect(message).toBe("The body is not valid JSON. Check quotes, commas and braces.");
    },
  );

  test("that is missing altogether is refused as malformed", async () => {
    expect((await refusal(() => readBody(post(null, "application/json"), spec()))).code).toBe("bad_request");
  });

  test("that breaks off while it arrives is the sender's fault, not ours", async () => {
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{"message":')),
      pull: (stream) => stream.error(new Error("aborted")),
    });
    const headers = { "content-type": "application/json" };
    const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
    const { code, message } = await refusal(() =>
      readBody(new Request("http://localhost/things", init), spec()),
    );
    expect(code).toBe("bad_request");
    expect(message).toBe("The body did not arrive whole. Send it again.");
  });
});
