// Answers written straight to a socket, where there is no response object: refused upgrades and broken requests.
// They are seen in telemetry like any other answer.
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { takeRequestId } from "#lib/kernel/ids.ts";
import { withRequestScope } from "#lib/telemetry/request-scope.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { toProblem } from "../problem.ts";

export type Refuse = (socket: Duplex, error: unknown, offeredRequestId?: string) => void;

/** Time for the client to read the answer; without an end, one that never closes would hold the socket for ever. */
const goodbyeMs = 1_000;

export function createRefusals(web: ServiceTelemetry): Refuse {
  const log = web.log.named("http.refused");
  const refused = web.meter.counter({
    name: "http_server_refusals_total",
    help: "Upgrades and broken requests that were refused before they reached a route",
    labels: ["code"],
  });
  return (socket, error, offeredRequestId) => {
    const requestId = takeRequestId(offeredRequestId);
    const scope = withRequestScope(ROOT_CONTEXT, { requestId });
    const span = web.tracer.startSpan("refused", { kind: SpanKind.SERVER }, scope);
    context.with(trace.setSpan(scope, span), () => {
      const { status, headers, body } = toProblem(error, requestId);
      if (body.code === "internal") log.exception("a connection could not be answered", error);
      else
        log.info(`refused: ${body.detail}`, { "http.response.status_code": status, "error.type": body.code });
      refused.add(1, { code: body.code });
      span.setAttributes({ "http.response.status_code": status, "error.type": body.code });
      say(
        socket,
        status,
        { ...headers, "x-request-id": requestId, "x-trace-id": body.traceId },
        JSON.stringify(body),
      );
    });
    span.end();
  };
}

function say(socket: Duplex, status: number, headers: Record<string, string>, text: string) {
  const lines = Object.entries({
    ...headers,
    connection: "close",
    "content-length": String(Buffer.byteLength(text)),
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${text}`);
  // What still arrives is read and dropped: closing on unread input would take the answer back.
  socket.resume();
  const goodbye = setTimeout(() => socket.destroy(), goodbyeMs);
  socket.once("close", () => clearTimeout(goodbye));
}
