"use client";

import { type FormEvent, useState } from "react";
import { momentOf, writeMoment, type Zone } from "#components/history/custom-range-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { zoneName } from "#components/ui/time-text.ts";

type Props = { atMs: number; onChoose: (iso: string) => void; onClose: () => void };

/** One moment, in the reader's own time or in UTC. */
export default function OtherTime({ atMs, onChoose, onClose }: Props) {
  const [zone, setZone] = useState<Zone>("local");
  const [text, setText] = useState(() => writeMoment(atMs, "local"));
  const [problem, setProblem] = useState<string>();
  /** The same moment, written in the other zone; what cannot be read stays as it is. */
  const changeZone = (next: Zone) => {
    const ms = momentOf(text, zone);
    setZone(next);
    if (ms !== undefined) setText(writeMoment(ms, next));
  };
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const ms = momentOf(text, zone);
    if (ms === undefined) setProblem("Say the day and the time");
    else if (ms > Date.now()) setProblem("This is yet to come: nothing is recorded");
    else return onChoose(new Date(ms).toISOString());
    event.currentTarget.querySelector("input")?.focus();
  };
  return (
    <Dialog title="The graph at another time" open onOpenChange={(open) => (open ? undefined : onClose())}>
      <form noValidate onSubmit={choose} className="grid gap-4 px-5 pb-5">
        <Field label="Time" problem={problem} hint="It shows the minute up to then.">
          {(slot) => (
            <Input
              {...slot}
              type="datetime-local"
              step={1}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setProblem(undefined);
              }}
              className="figures"
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Choice<Zone>
            label="Times are"
            value={zone}
            options={[
              { name: "local", label: `Local, ${zoneName(-new Date().getTimezoneOffset())}` },
              { name: "utc", label: "UTC" },
            ]}
            onChoose={changeZone}
          />
          <Button type="submit" look="solid">
            Show the graph
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
