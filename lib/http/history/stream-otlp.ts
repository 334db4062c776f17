import type { Runtime } from "#lib/runtime/type.ts";
import { StreamedResponse } from "../streamed-response.ts";
import { otlpResource, otlpSpan } from "./otlp-json.ts";
import { resourceOf } from "./span-resource.ts";
import { readTraceSummary } from "./stream-trace.ts";

/** One trace as a file that any OpenTelemetry backend takes: TracesData, one resource for each service. */
export async function streamOtlp(
  ctx: Pick<Runtime, "telemetry">,
  { traceId }: { traceId: string },
  signal: AbortSignal,
): Promise<StreamedResponse> {
  await readTraceSummary(ctx, { traceId });
  async function* pieces() {
    // Nothing is said before the first spans are there: what fails until then is a problem like any other.
    let before = '{"resourceSpans":[';
    let service: string | undefined;
    for await (const spans of ctx.telemetry.history.streamSpans({ traceId, byService: true }, signal)) {
      let piece = before;
      before = "";
      for (const span of spans) {
        if (span.service === service) piece += ",";
        else piece += (service === undefined ? "" : `${resourceEnd},`) + resourceBegin(span.service);
        service = span.service;
        piece += JSON.stringify(otlpSpan(span));
      }
      yield piece;
    }
    yield `${before}${service === undefined ? "" : resourceEnd}]}`;
  }
  return new StreamedResponse(pieces(), {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="trace-${traceId}.json"`,
    },
  });
}

const resourceBegin = (service: string) =>
  `{"resource":${JSON.stringify(otlpResource(resourceOf(service)))},"scopeSpans":[{"scope":{},"spans":[`;
const resourceEnd = "]}]}";
