"use client";

import { useId } from "react";
import { classNames } from "./class-names.ts";

type Props<Name extends string> = {
  label: string;
  value: Name;
  options: readonly { name: Name; label: string }[];
  onChoose: (name: Name) => void;
  className?: string;
};

/** One of a few, all in sight: radio buttons, so arrow keys move between them. */
export function Choice<Name extends string>({ label, value, options, onChoose, className }: Props<Name>) {
  const group = useId();
  return (
    <fieldset
      className={classNames(
        "flex h-9 items-center rounded-md border border-edge bg-panel p-[3px]",
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.name}
          className="flex h-7 cursor-pointer items-center rounded-sm px-2 text-sm sm:px-3 font-medium text-muted transition-colors hover:text-cobalt has-checked:bg-cobalt-wash has-checked:text-cobalt has-focus-visible:outline-2 has-focus-visible:outline-cobalt"
        >
          <input
            type="radio"
            name={group}
            checked={option.name === value}
            onChange={() => onChoose(option.name)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
