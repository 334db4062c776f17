import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withRequestScope } from "../request-scope.ts";
import { createResources } from "../service-resource.ts";
import { createTracer } from "./create-tracer.ts";
import { createKeyedIds } from "./keyed-ids.ts";
import { startSdk } from "./start-sdk.ts";

const resource = createResources({ instanceId: "i", version: "v" })("a-service");
let stopSdk: () => Promise<void>;
beforeAll(() => {
  stopSdk = startSdk(resource, []);
});
afterAll(() => stopSdk());

const requestContext = (requestId: string) => withRequestScope(ROOT_CONTEXT, { requestId });

/** A world with one generator; each call starts a span of that request, and says its ids. */
function startWorld(seed: string) {
  const idGenerator = createKeyedIds(seed);
  const tracer = createTracer(resource, { version: "v", spanProcessors: [], idGenerator });
  const contexts = new Map<string, ReturnType<typeof requestContext>>();
  return (requestId: string) => {
    const own = contexts.get(requestId) ?? requestContext(requestId);
    contexts.set(requestId, own);
    return context.with(own, () => tracer.startSpan("work").spanContext());
  };
}

describe("keyed ids", () => {
  test("of a request are the same whatever other requests do meanwhile", () => {
    const quiet = startWorld("7");
    const busy = startWorld("7");
    const expected = [quiet("mine"), quiet("mine"), quiet("mine")];
    const found = [1, 2, 3].map(() => {
      busy("someone");
      busy("else");
      return busy("mine");
    });
    expect(found).toEqual(expected);
  });

  test("are well formed, and differ by seed, request and number", () => {
    const worlds = [startWorld("7"), startWorld("8")];
    const spans = worlds.flatMap((start) => ["a", "b"].flatMap((id) => [start(id), start(id), start(id)]));
    for (const { traceId, spanId } of spans) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^[0-9a-f]{16}$/);
    }
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(12);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(12);
  });

  test("exist outside of any request too", () => {
    const start = () => createKeyedIds("7").generateSpanId();
    expect(start()).toMatch(/^[0-9a-f]{16}$/);
    expect(start()).toBe(start());
  });
});
