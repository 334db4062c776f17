import { type ReactElement, useId } from "react";

type Slot = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
type Props = {
  label: string;
  /** For a link that leads here; one is made otherwise. */
  id?: string;
  hint?: string;
  /** What is wrong with it, said where it is. */
  problem?: string | undefined;
  children: (slot: Slot) => ReactElement;
};

/** A control with its name above, and under it what it takes or what is wrong. */
export function Field({ label, id: given, hint, problem, children }: Props) {
  const made = useId();
  const id = given ?? made;
  const says = problem ?? hint;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        ...(says ? { "aria-describedby": `${id}-says` } : {}),
        ...(problem ? { "aria-invalid": true } : {}),
      })}
      {says ? (
        <p id={`${id}-says`} className={`mt-1 text-sm ${problem ? "text-red-high" : "text-muted"}`}>
          {says}
        </p>
      ) : null}
    </div>
  );
}
