import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** Both edges of the tear follow the mark: a trace that runs level, breaks once, and runs on. */
const upperEdge = "M.5 0V14H236L252 3L272 29L286 8L293 14H359.5V0";
const lowerEdge = "M.5 40V18H236L252 7L272 33L286 12L293 18H359.5V40";

type Props = {
  above: ReactNode;
  below: ReactNode;
  /** In one piece again: the tear is only a dashed line, as every receipt has one. */
  whole?: boolean;
  className?: string;
};

/** A receipt torn along the fault line, its lower part slipped aside as rock does along a fault. */
export function TornPaper({ above, below, whole = false, className }: Props) {
  return (
    <div className={classNames("text-ink", !whole && "pr-1.5", className)}>
      <div
        className={classNames(
          "rounded-t-md border border-b-0 border-edge bg-panel px-4 pt-3",
          whole ? "pb-2" : "pb-3",
        )}
      >
        {above}
      </div>
      {whole ? null : (
        <div className="relative">
          {/* Over a page the gap would show pieces of words. */}
          <div className="absolute inset-x-1.5 top-0 h-10 bg-ground" />
          <Edge path={upperEdge} className="relative" />
        </div>
      )}
      <div className={whole ? "" : "translate-x-1.5"}>
        {whole ? null : <Edge path={lowerEdge} className="-mt-9.5" />}
        <div className="rounded-b-md border border-t-0 border-edge bg-panel px-4 pb-4">
          <div className={whole ? "border-t border-dashed border-edge pt-3" : "pt-1"}>{below}</div>
        </div>
      </div>
    </div>
  );
}

function Edge({ path, className }: { path: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 360 40"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={classNames("pointer-events-none block h-10 w-full fill-panel stroke-edge", className)}
      strokeLinejoin="round"
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
