"use client";

import { useId } from "react";
import { Input } from "#components/ui/input.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { unitOf } from "#components/vendors/vendor-words.ts";
import { type Severity, severities, severityWords } from "#lib/contract/severity.ts";
import {
  alertingSeverities,
  type LimitedSeverity,
  limitedSeverities,
  vendorQuestionWords,
} from "#lib/contract/vendor-questions.ts";
import type { ThresholdForm } from "./use-threshold-form.ts";

type Props = { form: ThresholdForm };

const cell = "px-3 py-2 align-top sm:px-4";

/** A row for each severity: its limit, and how many are there now and with what is typed. */
export function LimitTable({ form }: Props) {
  const { question } = form.current;
  const { value, worse } = vendorQuestionWords[question];
  return (
    <div className="overflow-hidden rounded-md border border-line bg-panel">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">Limits of the severities, the worst first</caption>
        <thead>
          <tr className="border-b border-line text-sm text-muted [&>th]:font-medium">
            <th scope="col" className={cell}>
              Severity
            </th>
            <th scope="col" className={cell}>
              {worse === "lower" ? "At or below" : "At or above"}, {unitOf(question)}
              <span className="max-sm:hidden"> {value}</span>
            </th>
            <th scope="col" className={`${cell} w-16 text-right sm:w-24`}>
              Now
            </th>
            <th scope="col" className={`${cell} w-20 text-right sm:w-28`}>
              Then
            </th>
          </tr>
        </thead>
        {[alertingSeverities, severities.slice(alertingSeverities.length)].map((group, nth) => (
          <tbody key={group[0]}>
            <tr>
              <th
                scope="colgroup"
                colSpan={4}
                className="border-b border-line bg-well px-3 py-1 text-left text-xs font-medium text-muted sm:px-4"
              >
                {nth === 0 ? "Alerts" : "No alert"}
              </th>
            </tr>
            {group.map((severity) => (
              <SeverityRow key={severity} severity={severity} form={form} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function SeverityRow({ severity, form }: Props & { severity: Severity }) {
  const { preview, mistakes } = form;
  const before = preview?.before[severity];
  const after = Object.keys(mistakes).length > 0 ? undefined : preview?.after[severity];
  return (
    <tr className="border-b border-line last:border-b-0">
      <th scope="row" className={cell}>
        <SeverityChip severity={severity} className="my-1.5" />
      </th>
      <td className={cell}>
        {isLimited(severity) ? (
          <LimitInput field={severity} form={form} />
        ) : (
          <span className="block py-1.5 text-muted">Whatever is better</span>
        )}
      </td>
      <td className={`${cell} figures py-3.5 text-right text-muted`}>{before ?? "–"}</td>
      <td className={`${cell} figures py-3.5 text-right`}>
        <Then before={before} after={after} />
      </td>
    </tr>
  );
}

function isLimited(severity: Severity): severity is LimitedSeverity {
  return limitedSeverities.some((each) => each === severity);
}

function LimitInput({
  field,
  form: { draft, mistakes, theirs, write, current },
}: Props & { field: LimitedSeverity }) {
  const says = useId();
  const problem = mistakes[field];
  const other = theirs && theirs.limits[field] !== current.limits[field] ? theirs.limits[field] : undefined;
  return (
    <>
      <span className="flex items-center gap-2">
        <Input
          aria-label={`Limit of ${severityWords[field].word}, ${unitOf(current.question)}`}
          aria-describedby={problem || other !== undefined ? says : undefined}
          aria-invalid={problem ? true : undefined}
          inputMode="decimal"
          autoComplete="off"
          value={draft[field]}
          onChange={(event) => write(field, event.target.value)}
          className="figures max-w-24 max-sm:px-2 aria-invalid:border-red-high"
        />
        <span className="text-sm text-muted max-sm:hidden">{unitOf(current.question)}</span>
      </span>
      <span id={says} className="block text-sm">
        {problem ? <span className="mt-1 block text-red-high">{problem}</span> : null}
        {other === undefined ? null : <span className="mt-1 block text-muted">Theirs: {other}</span>}
      </span>
    </>
  );
}

/** A number that changes says by how much; one that does not is out of the way. */
function Then({ before, after }: { before: number | undefined; after: number | undefined }) {
  if (before === undefined || after === undefined) return <span className="text-muted">–</span>;
  if (before === after) return <span className="text-muted">{after}</span>;
  const by = after - before;
  return (
    <>
      <span className="text-xs text-muted">{by > 0 ? `+${by}` : `−${-by}`}</span>{" "}
      <span className="font-bold">{after}</span>
    </>
  );
}
