import { classNames } from "./class-names.ts";

/** The mark: a trace that runs level, breaks once, and runs on. */
export function FaultLine({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 44 20"
      aria-hidden="true"
      className={classNames("shrink-0 fill-none stroke-current", className)}
      strokeWidth="2"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <path d="M1 12H13.5L18.5 2.5L25.5 18L29.5 9.5H43" />
    </svg>
  );
}

/** The mark as a rule across the page; without its break, nothing happened. */
export function FaultRule({ className, still = false }: { className?: string; still?: boolean }) {
  return (
    <div aria-hidden="true" className={classNames("flex items-center overflow-hidden", className)}>
      <div className="h-px grow bg-current" />
      {still ? (
        <div className="size-1.5 rounded-full bg-current" />
      ) : (
        <>
          <svg
            aria-hidden="true"
            width="84"
            height="80"
            viewBox="0 0 84 80"
            className="shrink-0 fill-none stroke-current"
          >
            <path d="M0 40.5L25 3L55 77L75 28L84 40.5" strokeLinejoin="round" />
          </svg>
          <div className="h-px w-1/4 bg-current" />
        </>
      )}
    </div>
  );
}
