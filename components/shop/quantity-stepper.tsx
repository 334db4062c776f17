"use client";

import { Minus, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useAlive } from "#components/ui/use-alive.ts";

type Props = {
  label: string;
  value: number;
  most: number;
  onChange: (quantity: number) => void;
  size?: "md" | "lg";
};

const step =
  "grid shrink-0 cursor-pointer place-items-center text-cobalt transition-colors hover:bg-cobalt-wash aria-disabled:cursor-not-allowed aria-disabled:text-muted aria-disabled:opacity-60 aria-disabled:hover:bg-transparent";

/** A number from 1 on, by buttons, arrow keys or typing. What is typed counts when it is left or confirmed. */
export function QuantityStepper({ label, value, most, onChange, size = "md" }: Props) {
  const alive = useAlive();
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);

  const choose = (wanted: number) => {
    const quantity = Math.max(1, Math.min(most, wanted));
    setText(String(quantity));
    if (quantity !== value) onChange(quantity);
  };
  const take = () => (/^\d+$/.test(text) ? choose(Number(text)) : setText(String(value)));

  return (
    <fieldset
      className={classNames(
        "inline-flex items-stretch overflow-hidden rounded-md border border-edge bg-panel focus-within:border-cobalt",
        size === "lg" ? "h-12" : "h-9",
      )}
    >
      <legend className="sr-only">{label}</legend>
      <button
        type="button"
        disabled={!alive}
        aria-disabled={value <= 1}
        aria-label="One less"
        className={classNames(step, size === "lg" ? "w-12" : "w-9")}
        data-click="change quantity"
        onClick={() => choose(value - 1)}
      >
        <Minus className="size-4" aria-hidden />
      </button>
      <input
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        disabled={!alive}
        value={text}
        onChange={({ target }) => setText(target.value.trim())}
        onBlur={take}
        onFocus={({ target }) => target.select()}
        onKeyDown={({ key }) => {
          if (key === "Enter") take();
          if (key === "ArrowUp") choose(value + 1);
          if (key === "ArrowDown") choose(value - 1);
        }}
        className="figures w-11 shrink-0 border-x border-line bg-transparent text-center text-base focus-visible:-outline-offset-2"
      />
      <button
        type="button"
        disabled={!alive}
        aria-disabled={value >= most}
        aria-label="One more"
        className={classNames(step, size === "lg" ? "w-12" : "w-9")}
        data-click="change quantity"
        onClick={() => choose(value + 1)}
      >
        <Plus className="size-4" aria-hidden />
      </button>
    </fieldset>
  );
}
