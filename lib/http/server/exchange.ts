// One request and its answer as telemetry sees them: ids first, then a server span, at the end a metric and a log line.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import {
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { Tenant } from "#lib/contract/tenant.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { takeRequestId } from "#lib/kernel/ids.ts";
import { createRoster } from "#lib/kernel/roster.ts";
import { toHrTime } from "#lib/telemetry/hr-time.ts";
import { withRequestScope } from "#lib/telemetry/request-scope.ts";
import type { Logger, ServiceTelemetry } from "#lib/telemetry/types.ts";
import type { RequestWindow } from "./request-window.ts";

export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly context: Context;
  /** The pattern that matched: what metrics and spans are named after. */
  route: string;
  /** Probes and scrapes come every few seconds for ever; their log lines are for debugging only. */
  quiet: boolean;
  /** Whoever answers has a telemetry of its own; see RouteSpec. */
  ownTelemetry: boolean;
  /** Its ids are given out, but nothing is recorded under them. */
  readonly offTheRecord: boolean;
};

type Finished = {
  exchange: Exchange;
  span: Span;
  log: Logger;
  method: string;
  startedAtMs: number;
  durationMs: number;
};

export type ExchangeRecorder = {
  begin(request: IncomingMessage, response: ServerResponse, options: { offTheRecord: boolean }): Exchange;
  inFlight(): number;
  /** Tells every client that is still waiting not to send another request on its connection. */
  announceClose(): void;
  /** The exchange that is under way on a connection. */
  on(socket: Duplex): Exchange | undefined;
};

/** Below it are calls between services. */
const hopPrefix = "/services/";
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createExchangeRecorder(
  web: ServiceTelemetry,
  clock: Clock,
  window: RequestWindow,
): ExchangeRecorder {
  const log = web.log.named("http.access");
  const durations = web.meter.histogram({
    name: "http_server_request_duration_seconds",
    help: "Time from the request's arrival to the last byte of its answer",
    labels: ["http_request_method", "http_route", "http_response_status_code"],
    buckets: durationBuckets,
  });
  const inFlight = createRoster<Exchange>();

  return {
    inFlight: () => inFlight.size(),
    announceClose() {
      for (const { response } of inFlight.all())
        if (!response.headersSent) response.setHeader("connection", "close");
    },
    on: (socket) => inFlight.all().find(({ request }) => request.socket === socket),
    begin(request, response, { offTheRecord }) {
      const startedMs = clock.monotonicMs();
      const requestId = takeRequestId(headerText(request, "x-request-id"));
      request.headers["x-request-id"] = requestId;
      const method = knownMethods.has(request.method ?? "") ? (request.method ?? "") : "_OTHER";
      const parent = propagation.extract(ROOT_CONTEXT, request.headers);
      // The scope comes first, so that the request's own span carries its id and tenant like every other.
      const tenantId = tenantOf(parent);
      const scope = tenantId ? { requestId, tenantId } : { requestId };
      const scoped = withRequestScope(parent, scope);
      const startedAtMs = clock.nowMs();
      // With the fractions that spans within it have, so that none of them reaches beyond it.
      const opening = { kind: SpanKind.SERVER, startTime: toHrTime(startedAtMs) };
      const startSpan = () => web.tracer.startSpan(method, opening, scoped);
      const caller = trace.getSpanContext(parent);
      // A hop within a trace is told of by its service; only one that never gets there has a span of the web, made later.
      const early = caller && request.url?.startsWith(hopPrefix) ? undefined : startSpan();
      const { traceId } = early?.spanContext() ?? caller ?? INVALID_SPAN_CONTEXT;
      response.setHeader("x-request-id", requestId);
      response.setHeader("x-trace-id", traceId);
      const own = early ? trace.setSpan(scoped, early) : scoped;
      const exchange: Exchange = {
        request,
        response,
        requestId,
        // Spans that others would start within, such as Next's, are not recorded either.
        context: offTheRecord ? suppressTracing(own) : own,
        route: "unmatched",
        quiet: false,
        ownTelemetry: false,
        offTheRecord,
      };
      const leave = inFlight.add(exchange);
      response.on("close", () => {
        leave();
        // A span that is never ended goes nowhere.
        const toldElsewhere = caller || response.getHeader("x-trace-id") !== traceId || cutOff(response);
        if (offTheRecord || (exchange.ownTelemetry && toldElsewhere)) return;
        const durationMs = clock.monotonicMs() - startedMs;
        finish({ exchange, span: early ?? startSpan(), log, method, startedAtMs, durationMs });
        window.record(durationMs, response.statusCode >= 500);
      });
      return exchange;
    },
  };

  function finish(done: Finished) {
    const { exchange, span, method, startedAtMs, durationMs } = done;
    // 499 is what a client that hung up before the answer leaves behind; nobody received the real status.
    const status = exchange.response.writableFinished ? exchange.response.statusCode : 499;
    const attributes = {
      "http.request.method": method,
      "http.route": exchange.route,
      "http.response.status_code": status,
      "url.path": pathOf(exchange.request),
    };
    span.updateName(`${method} ${exchange.route}`);
    span.setAttributes(attributes);
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    const { context: own } = exchange;
    // Mostly that is what is active already, and then making it active costs nothing.
    context.with(trace.getSpan(own) === span ? own : trace.setSpan(own, span), () => {
      durations.record(durationMs / 1_000, {
        http_request_method: method,
        http_route: exchange.route,
        http_response_status_code: String(status),
      });
      const level = status >= 500 ? "error" : exchange.quiet ? "debug" : "info";
      done.log[level](`${method} ${attributes["url.path"]} ${status}`, {
        ...attributes,
        duration_ms: round(durationMs),
      });
    });
    span.end(toHrTime(startedAtMs + durationMs));
  }
}

function pathOf({ url = "" }: IncomingMessage): string {
  const mark = url.indexOf("?");
  return mark < 0 ? url : url.slice(0, mark);
}

function tenantOf(parent: Context): Tenant | undefined {
  const named = propagation.getBaggage(parent)?.getEntry("tenant_id")?.value;
  // Most requests name none, and to be told so by an error would cost each of them a stack trace.
  return named === undefined ? undefined : Tenant.safeParse(named).data;
}

/** There was no answer, because the service cannot be reached or its caller left: the service's own affair. */
function cutOff({ headersSent, writableEnded }: ServerResponse): boolean {
  return !headersSent && !writableEnded;
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100;
