"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { Input } from "#components/ui/input.tsx";
import type { MetricEntry } from "#lib/contract/metric-answers.ts";
import { parseLabelFilter } from "#lib/contract/metric-filter.ts";
import type { Aggregation } from "#lib/contract/metric-words.ts";
import type { ChartEdit, ChartSpec } from "./chart-spec.ts";
import { aggregationWords } from "./summary.ts";

type Props = {
  spec: ChartSpec;
  entry: MetricEntry | undefined;
  /** What the server took for meant. */
  agg: Aggregation | undefined;
  onChange: (edit: ChartEdit) => void;
};

export function ChartControls({ spec, entry, agg, onChange }: Props) {
  const aggregations = entry?.aggregations ?? [];
  const by = labelsOf(spec);
  const [usual] = aggregations;
  const toggle = (label: string) =>
    onChange((now) => {
      const others = labelsOf(now).filter((other) => other !== label);
      const next = labelsOf(now).includes(label) ? others : [...others, label];
      return { by: next.join(","), only: undefined };
    });
  return (
    <div className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 pt-3">
      {aggregations.length > 1 && usual ? (
        <Choice
          label="What to show"
          className="h-8"
          value={aggregations.find((name) => name === (spec.agg ?? agg)) ?? usual}
          options={aggregations.map((name) => ({ name, label: shortWords[name] ?? aggregationWords[name] }))}
          onChoose={(name) => onChange(() => ({ agg: name }))}
        />
      ) : (
        <p className="flex h-8 items-center text-sm text-muted">{usual ? aggregationWords[usual] : ""}</p>
      )}
      <fieldset className="flex min-h-8 min-w-0 flex-wrap items-center gap-1">
        <legend className="sr-only">One series for each</legend>
        <span aria-hidden className="mr-1 text-sm text-muted">
          by
        </span>
        {entry?.labels.map(({ name, values }) => (
          <Button
            key={name}
            size="sm"
            look={by.includes(name) ? "outline" : "quiet"}
            aria-pressed={by.includes(name)}
            onClick={() => toggle(name)}
            className={
              by.includes(name) ? "figures bg-chosen text-xs text-ink" : "figures text-xs text-cobalt"
            }
          >
            {name}
            <span className="text-muted">{values.length === 0 ? "" : values.length}</span>
          </Button>
        ))}
        {entry && entry.labels.length === 0 ? <span className="text-sm text-muted">no labels</span> : null}
      </fieldset>
      {entry && entry.labels.length > 0 ? (
        <WhereField
          key={spec.where}
          where={spec.where ?? ""}
          example={exampleOf(entry)}
          onAsk={(where) => onChange(() => ({ where, only: undefined }))}
        />
      ) : null}
    </div>
  );
}

const labelsOf = ({ by }: ChartSpec) => by?.split(",") ?? [];

const shortWords: Partial<Record<Aggregation, string>> = { p50: "p50", p95: "p95", p99: "p99" };

function exampleOf({ labels }: MetricEntry): string {
  const [first] = labels;
  return first ? `${first.name}:${first.values[0] ?? "value"}` : "label:value";
}

type WhereProps = { where: string; example: string; onAsk: (where: string) => void };

/** Asked when it is finished: half a word would be a mistake. */
function WhereField({ where, example, onAsk }: WhereProps) {
  const id = useId();
  const [draft, setDraft] = useState(where);
  const [tried, setTried] = useState(false);
  const parsed = parseLabelFilter(draft);
  const problem = tried && "problem" in parsed ? parsed.problem : undefined;
  const ask = () => {
    setTried(true);
    if ("terms" in parsed && draft.trim() !== where) onAsk(draft.trim());
  };
  return (
    <form
      className="min-w-56 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label htmlFor={id} className="flex items-center gap-2">
        <span className="text-sm text-muted">where</span>
        <Input
          id={id}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            setTried(false);
          }}
          onBlur={ask}
          placeholder={example}
          aria-invalid={problem ? true : undefined}
          className="figures h-8 text-sm"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
        />
      </label>
      <p role="status" className="text-sm text-red-high">
        {problem ? `At character ${problem.at + 1}: ${problem.message}` : ""}
      </p>
    </form>
  );
}
