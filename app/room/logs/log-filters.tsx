import { Field, FilterBar } from "#components/history/filter-bar.tsx";
import { ServiceSelect } from "#components/history/service-select.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type LogQuery, logLevels } from "#lib/contract/log.ts";

type Props = { query: LogQuery; services: readonly string[]; narrowed: boolean };

export function LogFilters({ query, services, narrowed }: Props) {
  return (
    <FilterBar
      action="/room/logs"
      narrowed={narrowed}
      kept={{ requestId: query.requestId, from: query.from, to: query.to }}
    >
      <Field label="Service" className="sm:w-52">
        <ServiceSelect services={services} chosen={query.service} />
      </Field>
      <Field label="Level" className="sm:w-40">
        <Select name="level" defaultValue={query.level ?? ""} key={query.level}>
          <option value="">Every level</option>
          {logLevels.slice(1).map((level) => (
            <option key={level} value={level}>
              {level === "critical" ? "critical" : `${level} and worse`}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Message contains" className="max-sm:col-span-2 sm:w-64">
        <Input
          type="search"
          name="q"
          defaultValue={query.q}
          key={query.q}
          maxLength={200}
          aria-keyshortcuts="/"
          data-search
        />
      </Field>
      <Field label="Trace id" className="max-sm:col-span-2 sm:w-72">
        <Input
          name="traceId"
          defaultValue={query.traceId}
          key={query.traceId}
          className="figures text-sm"
          pattern="[0-9a-f]{32}"
          title="32 hexadecimal digits, in lower case"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </FilterBar>
  );
}
