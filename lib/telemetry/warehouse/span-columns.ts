import type { spanFields } from "#lib/contract/filter/fields.ts";
import type { FilterColumns } from "./filter-sql.ts";

export const spanColumns = {
  text: "name",
  attributes: "attributes",
  fields: {
    service: { column: "service" },
    operation: { column: "name" },
    kind: { column: "kind" },
    status: { column: "status" },
    duration: { column: "duration_us", perUnit: 1_000 },
    tenant: { column: "tenant_id" },
    request: { column: "request_id" },
    // Spans carry them as attributes as well; they are kept once.
    tenant_id: { column: "tenant_id" },
    request_id: { column: "request_id" },
  } satisfies Record<
    keyof typeof spanFields | "tenant_id" | "request_id",
    { column: string; perUnit?: number }
  >,
} satisfies FilterColumns;
