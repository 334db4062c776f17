import { classNames } from "./class-names.ts";

type Props = {
  className?: string;
  /** A flat trace: nothing happened. */
  still?: boolean;
};

/** The mark: a trace that runs level, breaks once, and runs on. */
export function FaultLine({ className, still = false }: Props) {
  return (
    <svg
      viewBox="0 0 44 20"
      aria-hidden="true"
      className={classNames("shrink-0 fill-none stroke-current", className)}
      strokeWidth="2"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <path d={still ? "M1 12H43" : "M1 12H13.5L18.5 2.5L25.5 18L29.5 9.5H43"} />
    </svg>
  );
}
