"use client";

import { Switch as Radix } from "radix-ui";
import { useId } from "react";

type Props = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void };

export function Switch({ label, hint, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="cursor-pointer font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        ) : null}
      </div>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="group relative h-6 w-11 shrink-0 cursor-pointer rounded-full border border-edge bg-well transition-colors data-[state=checked]:border-cobalt data-[state=checked]:bg-cobalt"
      >
        <Radix.Thumb className="block size-4 translate-x-[3px] rounded-full bg-edge transition-transform data-[state=checked]:translate-x-[23px] data-[state=checked]:bg-cobalt-on" />
      </Radix.Root>
    </div>
  );
}
