import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

/** A request with a trace of its own, waited for until it is on record; answers with the trace's id. */
export async function tracedRequest(request: APIRequestContext, path = "/api/products"): Promise<string> {
  const traceId = randomBytes(16).toString("hex");
  const callerId = randomBytes(8).toString("hex");
  await request.get(path, { headers: { traceparent: `00-${traceId}-${callerId}-01` } });
  await expect
    .poll(async () => (await (await request.get(`/api/logs?traceId=${traceId}`)).json()).logs.length, {
      timeout: 60_000,
    })
    .toBeGreaterThan(0);
  await expect
    .poll(
      async () => {
        const { spans = [] } = await (await request.get(`/api/traces/${traceId}`)).json();
        return spans.map(({ parentSpanId }: { parentSpanId: string | null }) => parentSpanId);
      },
      { timeout: 60_000 },
    )
    .toContain(callerId);
  return traceId;
}
