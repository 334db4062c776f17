import { SlidersHorizontal } from "lucide-react";
import Form from "next/form";
import { Field } from "#components/history/filter-bar.tsx";
import { ServiceSelect } from "#components/history/service-select.tsx";
import { QueryField } from "#components/traces/query-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { defaultPageRows } from "#lib/contract/history-query.ts";
import { tenants } from "#lib/contract/tenant.ts";
import type { TraceQuery } from "#lib/contract/trace.ts";

export type Known = { services: readonly string[]; operations: readonly string[] };
type Props = { query: TraceQuery; known: Known; q: string | undefined; cleared: string | undefined };

/** A plain form: the address says it all, and nothing here needs a script. */
export function TraceFilters({ query, known, q, cleared }: Props) {
  const { range, from, to, order, limit } = query;
  const also = Object.entries({
    range,
    from,
    to,
    order,
    limit: limit === defaultPageRows ? undefined : limit,
  });
  return (
    <search className="mb-5 block">
      <Form action="/room/traces" prefetch={false} scroll={false}>
        {also.map(([name, value]) =>
          value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
          <QueryField said={q} />
          <Button type="submit" className="mt-6">
            Apply
          </Button>
        </div>
        <input type="checkbox" id="more-filters" className="peer sr-only sm:hidden" />
        <label
          htmlFor="more-filters"
          className="mt-3 flex h-9 w-fit cursor-pointer items-center gap-2 rounded-md border border-edge bg-panel px-3 text-sm text-cobalt peer-checked:bg-chosen peer-focus-visible:outline-2 peer-focus-visible:outline-cobalt sm:hidden"
        >
          <SlidersHorizontal className="size-4" aria-hidden />
          More filters
        </label>
        <div className="mt-3 grid grid-cols-2 gap-3 max-sm:hidden max-sm:peer-checked:grid sm:flex sm:flex-wrap sm:items-end">
          <Narrowers query={query} known={known} />
          {cleared ? (
            <SiteLink href={cleared} className="flex h-9 items-center px-1 text-sm text-cobalt underline">
              Clear filters
            </SiteLink>
          ) : null}
        </div>
      </Form>
    </search>
  );
}

function Narrowers({ query, known }: Pick<Props, "query" | "known">) {
  const { service, operation, status, tenant } = query;
  return (
    <>
      <Field label="Service" className="sm:w-48">
        <ServiceSelect services={known.services} chosen={service} />
      </Field>
      <Field label="Operation" className="sm:w-64 sm:grow sm:basis-40">
        <Input
          name="operation"
          list="operations"
          defaultValue={operation}
          key={operation}
          maxLength={200}
          autoComplete="off"
          placeholder="Every operation"
        />
        <datalist id="operations">
          {known.operations.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </Field>
      <Field label="Outcome" className="sm:w-40">
        <Select name="status" defaultValue={status ?? ""} key={status}>
          <option value="">Every outcome</option>
          <option value="error">A span failed</option>
          <option value="ok">Nothing failed</option>
        </Select>
      </Field>
      <Field label="Tenant" className="sm:w-36">
        <Select name="tenant" defaultValue={tenant ?? ""} key={tenant}>
          <option value="">Every tenant</option>
          {tenants.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <Milliseconds label="At least (ms)" name="minDurationMs" value={query.minDurationMs} />
      <Milliseconds label="At most (ms)" name="maxDurationMs" value={query.maxDurationMs} />
    </>
  );
}

function Milliseconds({ label, name, value }: { label: string; name: string; value: number | undefined }) {
  return (
    <Field label={label} className="sm:w-28">
      <Input
        type="number"
        name={name}
        min={0}
        step="any"
        inputMode="decimal"
        defaultValue={value}
        key={value}
        className="figures"
      />
    </Field>
  );
}
