import { logTerms } from "#lib/contract/filter/log-terms.ts";
import { LogId, type LogStreamQuery } from "#lib/contract/log.ts";
import type { LogBatch } from "#lib/contract/log-tail.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { TailBatch } from "#lib/telemetry/log-history.ts";
import type { RouteRequest } from "../route-spec.ts";
import { StreamedResponse } from "../streamed-response.ts";
import { toLogLine } from "./to-log-line.ts";

/** A browser that lost the connection asks again after this. */
const retryMs = 1_000;

type Context = Pick<Runtime, "telemetry" | "logTail"> & { request: RouteRequest };

/** Server-sent events; what a browser has heard last it says by itself when it connects again. */
export function streamLogs(ctx: Context, { after, ...asked }: LogStreamQuery): StreamedResponse {
  const { telemetry, logTail, request } = ctx;
  const known = lastEventId(request) ?? after;
  const query = { terms: logTerms(asked), afterId: known === undefined ? undefined : Number(known) };
  async function* pieces() {
    yield* mapEach(logTail.follow(query, request.signal), (batch, nth) => {
      const event = eventOf(batch, telemetry.stats().droppedLogs);
      return nth === 0 ? `retry: ${retryMs}\n${event}` : event;
    });
  }
  return new StreamedResponse(pieces(), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Or nginx would collect it.
      "x-accel-buffering": "no",
    },
  });
}

function lastEventId(request: Pick<RouteRequest, "headers">): string | undefined {
  const said = request.headers.get("last-event-id") ?? undefined;
  if (said === undefined || LogId.safeParse(said).success) return said;
  throw new AppError("validation_failed", "Last-Event-ID must be the id of an event of this stream.", {
    fields: [{ path: "headers.last-event-id", message: "The id of a log line is a number" }],
  });
}

function eventOf({ lines, skipped, position }: TailBatch, dropped: number): string {
  const name = lines.length > 0 || skipped > 0 ? "lines" : "beat";
  const batch: LogBatch = { lines: lines.map(toLogLine), skipped, dropped };
  return `id: ${position}\nevent: ${name}\ndata: ${JSON.stringify(batch)}\n\n`;
}

async function* mapEach<From, To>(all: AsyncIterable<From>, map: (one: From, nth: number) => To) {
  let nth = 0;
  for await (const one of all) {
    yield map(one, nth);
    nth += 1;
  }
}
