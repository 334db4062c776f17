import { Field, FilterBar } from "#components/history/filter-bar.tsx";
import { ServiceSelect } from "#components/history/service-select.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TraceQuery } from "#lib/contract/trace.ts";

type Props = { query: TraceQuery; services: readonly string[]; narrowed: boolean };

export function TraceFilters({ query, services, narrowed }: Props) {
  const { operation, tenant, from, to } = query;
  return (
    <FilterBar action="/room/traces" narrowed={narrowed} kept={{ operation, tenant, from, to }}>
      <Field label="Service" className="sm:w-52">
        <ServiceSelect services={services} chosen={query.service} />
      </Field>
      <Field label="Outcome" className="sm:w-44">
        <Select name="status" defaultValue={query.status ?? ""} key={query.status}>
          <option value="">Every outcome</option>
          <option value="error">A span failed</option>
          <option value="ok">Nothing failed</option>
        </Select>
      </Field>
      <Field label="At least (ms)" className="sm:w-32">
        <Input
          type="number"
          name="minDurationMs"
          min={0}
          step="any"
          inputMode="decimal"
          defaultValue={query.minDurationMs}
          key={query.minDurationMs}
          className="figures"
        />
      </Field>
    </FilterBar>
  );
}
