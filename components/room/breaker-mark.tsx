import { classNames } from "#components/ui/class-names.ts";
import type { BreakerState } from "#lib/contract/mesh.ts";

const levers: Record<BreakerState, { lever: string; word: string; ink: string }> = {
  closed: { lever: "M4 8H12", word: "Closed", ink: "text-muted" },
  "half-open": { lever: "M4 8 12 5", word: "Half-open", ink: "text-yellow" },
  open: { lever: "M4 8 9.5 2", word: "Open", ink: "text-red-high" },
};

/** A switch in a line: shut, ajar, or up. */
export function BreakerMark({ state, className }: { state: BreakerState; className?: string }) {
  const { lever, word, ink } = levers[state];
  return (
    <span
      className={classNames("inline-flex items-center gap-1 font-medium whitespace-nowrap", ink, className)}
    >
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="size-4 fill-none stroke-current"
        strokeWidth="1.75"
        strokeLinecap="round"
      >
        <path d={`M.5 8H3.5M12.5 8H15.5${lever}`} />
        <circle cx="3.8" cy="8" r="1" />
        <circle cx="12.2" cy="8" r="1" />
      </svg>
      <span className="sr-only">Breaker: </span>
      {word}
    </span>
  );
}
