import { Ellipsis } from "lucide-react";
import { filteredBy } from "#components/history/filter-links.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { Stretch } from "#lib/contract/evidence-links.ts";

type Props = {
  attributes: Readonly<Record<string, unknown>>;
  /** When to look for others that have the same; without it there is nothing to filter by. */
  time?: Stretch;
};

/** Names above values; each opens to what can be done with it, without a script as well. */
export function AttributeRows({ attributes, time }: Props) {
  return (
    <ul className="text-xs">
      {Object.entries(attributes).map(([name, value]) => (
        <li key={name} className="border-b border-line last:border-b-0">
          <details className="group">
            <summary className="grid cursor-pointer list-none grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 py-1.5 hover:bg-cobalt-wash [&::-webkit-details-marker]:hidden">
              <span className="min-w-0 font-mono">
                <span className="block break-all text-muted">{name}</span>
                <span className="block break-words whitespace-pre-wrap text-ink">{textOf(value)}</span>
              </span>
              <Ellipsis aria-hidden className="mt-0.5 size-4 text-cobalt" />
            </summary>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-2 text-sm">
              <CopyButton text={textOf(value)} label={`Copy the value of ${name}`} />
              {time && isPlain(value) ? <Filters {...{ name, value, time }} /> : null}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Filters({ name, value, time }: { name: string; value: Plain; time: Stretch }) {
  const ways = [
    { page: "traces", what: "Traces", not: false },
    { page: "traces", what: "Traces", not: true },
    { page: "logs", what: "Log lines", not: false },
    { page: "logs", what: "Log lines", not: true },
  ] as const;
  return ways.map(({ page, what, not }) => (
    <SiteLink
      key={`${page} ${not}`}
      href={filteredBy(page, { name, value: String(value), not }, time)}
      className="text-cobalt underline"
    >
      {not ? <span className="sr-only">{what}</span> : what} {not ? "without it" : "with it"}{" "}
      <span className="sr-only">
        {name} {String(value)}
      </span>
    </SiteLink>
  ));
}

type Plain = string | number | boolean;

function isPlain(value: unknown): value is Plain {
  return (
    typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value !== "")
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
