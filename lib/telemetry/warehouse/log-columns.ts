import type { logFields } from "#lib/contract/filter/fields.ts";
import type { FilterColumns } from "./filter-sql.ts";

export const logColumns = {
  text: "message",
  attributes: "attributes",
  fields: {
    level: { column: "level" },
    service: { column: "service" },
    logger: { column: "logger" },
    message: { column: "message" },
    request: { column: "request_id" },
    trace: { column: "trace_id" },
    span: { column: "span_id" },
    tenant: { column: "tenant_id" },
  } satisfies Record<keyof typeof logFields, { column: string }>,
} satisfies FilterColumns;
