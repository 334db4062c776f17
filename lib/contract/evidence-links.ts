// From one piece of evidence to the next, with its time: every such link of the site is written here.
import { fieldIs } from "./filter/log-terms.ts";
import { printFilter } from "./filter/print-filter.ts";
import { isoFromMicros, microsFromIso } from "./micro-time.ts";
import { type RangeName, usualRange } from "./range-lengths.ts";

/** A stretch of the past as addresses have it. */
export type Stretch = { range: RangeName } | { from: string; to?: string };
const lately: Stretch = { range: usualRange };

/** What leads up to a moment is as telling as what follows, and spans of one trace end apart. */
const beforeMs = 120_000;
const afterMs = 180_000;
/** Lines of a request are written when it ends or shortly after, by clocks that differ. */
const besideMs = 5_000;

/** The time round a moment that is worth looking at. */
export function around(iso: string): Stretch {
  const ms = Date.parse(iso);
  return { from: new Date(ms - beforeMs).toISOString(), to: new Date(ms + afterMs).toISOString() };
}

/** With a span of it opened, where that is known. */
export function traceHref(traceId: string, spanId?: string | null): string {
  return `/room/traces/${traceId}${spanId ? `?span=${spanId}` : ""}`;
}

/** Whatever serves pages, and the browsers that show them, are no services of the mesh. */
const apart = new Set(["faultmart", "browser"]);

/** Undefined for who has no page. */
export function serviceHref(service: string): string | undefined {
  return apart.has(service) ? undefined : `/room/services/${encodeURIComponent(service)}`;
}

type Narrower = { operation?: string | undefined; status?: "ok" | "error" };

export function tracesOfService(service: string, time: Stretch = lately, narrower: Narrower = {}): string {
  return addressOf("/room/traces", { service, ...narrower, ...time });
}

export function logsOfService(service: string, time: Stretch = lately): string {
  return addressOf("/room/logs", { service, ...time });
}

/** Failed calls to a service, as its callers tell of them. */
export function tracesOfCallsTo(service: string, time: Stretch = lately): string {
  return addressOf("/room/traces", { q: `peer.service:${service} status:error`, ...time });
}

export function logsOfCallsTo(service: string, time: Stretch = lately): string {
  return addressOf("/room/logs", { q: `peer.service:${service}`, ...time });
}

/** They are asked by statements, which whoever asks measures. */
const dataServices = new Set(["db-service", "cache-service"]);
const statements = "db_client_operation_duration_seconds";

/** How long it took to answer. */
export function metricsOfService(service: string, time: Stretch = lately): string {
  const asked = dataServices.has(service)
    ? { metric: statements, where: `server_address:${service}` }
    : { metric: "http_server_request_duration_seconds", where: `service:${service}` };
  return addressOf("/room/metrics", { ...asked, ...time });
}

/** How long the calls of one service to another took, as the caller saw them. */
export function metricsOfCalls(from: string, to: string, time: Stretch = lately): string {
  const metric = dataServices.has(to) ? statements : "http_client_request_duration_seconds";
  return addressOf("/room/metrics", { metric, where: `service:${from} server_address:${to}`, ...time });
}

export function alertHref(id: string): string {
  return `/room/alerts/${encodeURIComponent(id)}`;
}

/** Those that a filter fits: the open ones, where nothing else is said. */
export function alertsMatching(q: string, state?: "resolved"): string {
  return addressOf("/room/alerts", { q, state });
}

/** Those of a service or a vendor. */
export function alertsAbout(kind: "service" | "vendor", subject: string): string {
  return alertsMatching(printFilter([fieldIs("kind", kind), fieldIs("subject", subject)]));
}

/** With the history of one of its values, where one is named. */
export function vendorHref(code: string, of: { question?: string; item?: string } = {}): string {
  const path = `/room/vendors/${encodeURIComponent(code)}`;
  return of.question === undefined
    ? path
    : addressOf(path, { question: of.question, item: of.item || undefined });
}

export function tracesOf(time: Stretch): string {
  return addressOf("/room/traces", time);
}

export function metricsOf(time: Stretch): string {
  return addressOf("/room/metrics", time);
}

/** The dependency graph as it was in the minute up to then, with a service or an edge (`caller->callee`) chosen. */
export function graphAt(iso: string, selected?: string): string {
  return addressOf("/room/graph", { at: iso, selected });
}

/** In the minute round that moment: what it begins is to be seen as well as what led to it. */
export function graphAround(iso: string, selected?: string): string {
  return graphAt(new Date(Date.parse(iso) + 30_000).toISOString(), selected);
}

export function logsOf(time: Stretch): string {
  return addressOf("/room/logs", time);
}

type Timed = { start: string; durationMs: number };

export function logsOfTrace(trace: Timed & { traceId: string }): string {
  return addressOf("/room/logs", { traceId: trace.traceId, ...stretchOf(trace) });
}

/** Of a trace whose time is not known: the whole of what is kept is searched. */
export function logsOfTraceId(traceId: string): string {
  return addressOf("/room/logs", { traceId, from: "1970-01-01T00:00:00.000Z" });
}

export function logsOfSpan(span: Timed & { traceId: string; spanId: string }): string {
  return addressOf("/room/logs", { traceId: span.traceId, q: `span:${span.spanId}`, ...stretchOf(span) });
}

/** The list in which a trace stands, with what went on beside it. */
export function tracesBeside(trace: Timed): string {
  return addressOf("/room/traces", stretchOf(trace));
}

type Told = { attributes: Readonly<Record<string, unknown>>; tenantId?: string | null };

/** Where the order is looked at that these spans made or paid back; only its own visitor sees it. */
export function orderOfSpans(spans: readonly Told[]): string | undefined {
  const told = spans.find(({ attributes }) => typeof attributes["order.id"] === "string");
  const tenant = told?.tenantId ?? told?.attributes.tenant_id ?? spans.find((one) => one.tenantId)?.tenantId;
  if (!told || typeof tenant !== "string") return undefined;
  return `/shop/${encodeURIComponent(tenant)}/orders/${encodeURIComponent(String(told.attributes["order.id"]))}`;
}

function stretchOf({ start, durationMs }: Timed): Stretch {
  const startUs = microsFromIso(start);
  const iso = (ms: number) => isoFromMicros(Math.floor(startUs + ms * 1_000));
  return { from: iso(-besideMs), to: iso(durationMs + besideMs) };
}

function addressOf(path: string, said: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${path}?${new URLSearchParams(pairs)}`;
}
