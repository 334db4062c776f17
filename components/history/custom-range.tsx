"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { zoneName } from "#components/ui/time-text.ts";
import {
  type DraftProblems,
  type RangeDraft,
  readDraft,
  writeMoment,
  type Zone,
} from "./custom-range-draft.ts";

type Props = {
  fromMs: number;
  toMs: number;
  onChoose: (fromMs: number, toMs: number) => void;
  onClose: () => void;
};

/** Two moments in the reader's own time or in UTC. */
export default function CustomRange({ fromMs, toMs, onChoose, onClose }: Props) {
  const written = (from: number, to: number, zone: Zone): RangeDraft => ({
    from: writeMoment(from, zone),
    to: writeMoment(to, zone),
    zone,
  });
  const [draft, setDraft] = useState(() => written(fromMs, toMs, "local"));
  const [problems, setProblems] = useState<DraftProblems>({});

  const change = (part: Partial<RangeDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setProblems({});
  };
  /** The same moments, written in the other zone; what cannot be read stays as it is. */
  const changeZone = (zone: Zone) => {
    const read = readDraft(draft, Number.POSITIVE_INFINITY);
    change("problems" in read ? { zone } : written(read.fromMs, read.toMs, zone));
  };
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readDraft(draft, Date.now());
    if (!("problems" in read)) return onChoose(read.fromMs, read.toMs);
    setProblems(read.problems);
    const first = read.problems.from ? "from" : "to";
    event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
  };
  return (
    <Dialog title="Time range" open onOpenChange={(open) => (open ? undefined : onClose())}>
      <form noValidate onSubmit={choose} className="grid gap-4 px-5 pb-5">
        <div className="grid gap-4 sm:grid-cols-2">
          {(["from", "to"] as const).map((name) => (
            <Field key={name} label={name === "from" ? "From" : "To"} problem={problems[name]}>
              {(slot) => (
                <Input
                  {...slot}
                  name={name}
                  type="datetime-local"
                  step={1}
                  value={draft[name]}
                  onChange={(event) => change({ [name]: event.target.value })}
                  className="figures"
                />
              )}
            </Field>
          ))}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Choice<Zone>
            label="Times are"
            value={draft.zone}
            options={[
              { name: "local", label: `Local, ${zoneName(-new Date().getTimezoneOffset())}` },
              { name: "utc", label: "UTC" },
            ]}
            onChoose={changeZone}
          />
          <Button type="submit" look="solid">
            Show this range
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
