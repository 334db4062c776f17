import { SpanKind } from "@opentelemetry/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { attributesText } from "./attributes-text.ts";

const value = fc.oneof(
  fc.constantFrom("GET", "POST", 200, "200", true),
  fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
);
const key = fc.constantFrom(
  "http.request.method",
  "http.response.status_code",
  "request_id",
  "tenant_id",
  "7",
);
const attributes = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name });
const span = fc.record({
  name: fc.constantFrom("POST /cart", "SELECT products"),
  kind: fc.constantFrom(SpanKind.CLIENT, SpanKind.SERVER),
  attributes: attributes.map((entries) => Object.fromEntries(entries)),
});

test("the text is that of the span's own attributes, whatever spans came before it", () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 100 }), (spans) => {
      for (const one of spans) {
        const { request_id: _, tenant_id: __, ...told } = one.attributes;
        expect(attributesText(one)).toBe(JSON.stringify(told));
      }
    }),
  );
});

test("half of a character is none, the second time as well", () => {
  const one = { name: "POST /half", kind: SpanKind.SERVER, attributes: { "user_agent.original": "\ud800" } };
  expect([attributesText(one), attributesText(one)]).toEqual([
    attributesText(one).toWellFormed(),
    attributesText(one).toWellFormed(),
  ]);
});
