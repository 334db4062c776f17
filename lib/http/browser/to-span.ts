// A span of a browser in the words of telemetry. Its name and attributes are made here: of what a browser says, only
// what the contract knows gets in.
import type { BrowserSpan } from "#lib/contract/browser-report.ts";
import type { ReportedSpan } from "#lib/contract/mesh-report.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { toHrTime } from "#lib/telemetry/hr-time.ts";

export const browserService = "browser";

export type KnownAddress = { pattern: string; params: Readonly<Record<string, string>> };
/** Undefined for an address that nothing answers to. */
export type FindAddress = (path: string) => KnownAddress | undefined;

/** What stands for an address of no use to anybody, so that names stay few. */
export const elsewhere = "other";

export function toSpan(span: BrowserSpan, shiftMs: number, find: FindAddress): ReportedSpan {
  const { traceId, spanId, parentSpanId, durationMs } = span;
  const startMs = span.startMs + shiftMs;
  return {
    traceId,
    spanId,
    parentSpanId,
    service: browserService,
    start: toHrTime(startMs),
    end: toHrTime(startMs + durationMs),
    events: [],
    ...factsOf(span, find),
  };
}

type Facts = Pick<ReportedSpan, "name" | "kind" | "status" | "statusMessage" | "attributes">;

function factsOf(span: BrowserSpan, find: FindAddress): Facts {
  const page = find(span.page);
  const tenant = Tenant.safeParse(page?.params.tenant);
  const attributes = {
    "browser.page": page?.pattern ?? elsewhere,
    ...(tenant.success ? { tenant_id: tenant.data } : {}),
  };
  const plain = { kind: "internal", status: "unset", statusMessage: null } as const;
  switch (span.what) {
    case "click":
      return { ...plain, name: `click ${span.target}`, attributes };
    case "navigation":
      return { ...plain, name: `navigate ${attributes["browser.page"]}`, attributes };
    case "page_load":
      return { ...plain, name: `load ${attributes["browser.page"]}`, attributes };
    case "request":
      return requestFacts(span, find, attributes);
  }
}

function requestFacts(
  { method, path, status }: Extract<BrowserSpan, { what: "request" }>,
  find: FindAddress,
  attributes: Facts["attributes"],
): Facts {
  const template = find(path)?.pattern ?? elsewhere;
  const failed = status === null || status >= 500;
  const answered = status === null ? {} : { "http.response.status_code": status };
  return {
    name: `${method} ${template}`,
    kind: "client",
    status: failed ? "error" : "unset",
    statusMessage: status === null ? "no answer" : null,
    attributes: {
      ...attributes,
      "http.request.method": method,
      "url.template": template,
      "url.path": path,
      ...answered,
      ...(failed ? { "error.type": status === null ? "no_answer" : String(status) } : {}),
    },
  };
}
