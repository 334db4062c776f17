import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import type { Span } from "#lib/contract/trace-answers.ts";
import { durationText } from "./duration-text.ts";

type Props = Pick<Span, "kind" | "status"> & { leftPercent: number; widthPercent: number };

export function SpanBar({ kind, status, leftPercent, widthPercent }: Props) {
  return (
    <Track>
      <Bar kind={kind} failed={status === "error"} left={leftPercent} width={widthPercent} />
    </Track>
  );
}

type BarProps = { kind: Span["kind"]; failed: boolean; left: number; width: number };

/** Full while a service works, hollow while it waits for another; never too short to see. `left` and `width` in percent. */
export function Bar({ kind, failed, left, width }: BarProps) {
  const hollow = kind === "client" || kind === "producer";
  return (
    <span
      className={classNames(
        "absolute top-1/2 h-3 min-w-[3px] -translate-y-1/2 rounded-[2px] border",
        failed ? "border-red-high" : "border-muted",
        hollow ? "bg-panel" : failed ? "bg-red-high" : "bg-muted",
      )}
      style={{ left: `min(${left}%, 100% - 3px)`, width: `${width}%` }}
    />
  );
}

/** Lines at the quarters that the ticks above it name. */
export function Track({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden
      className="relative block h-5 overflow-hidden bg-[linear-gradient(to_right,var(--color-line)_1px,transparent_1px)] bg-size-[25%_100%] shadow-[inset_-1px_0_var(--color-line)]"
    >
      {children}
    </span>
  );
}

const quarters = [
  { share: 0, shift: "" },
  { share: 0.25, shift: "-translate-x-1/2" },
  { share: 0.5, shift: "-translate-x-1/2" },
  { share: 0.75, shift: "-translate-x-1/2" },
  { share: 1, shift: "-translate-x-full" },
];

/** The quarters that the lines of every track stand for. */
export function TimeTicks({ fromMs = 0, toMs }: { fromMs?: number; toMs: number }) {
  return (
    <span aria-hidden className="figures relative block h-5 text-xs text-muted">
      {quarters.map(({ share, shift }) => (
        <span
          key={share}
          className={classNames(
            "absolute top-0.5 whitespace-nowrap max-md:[&:nth-child(even)]:hidden",
            shift,
          )}
          style={{ left: `${share * 100}%` }}
        >
          {durationText(fromMs + (toMs - fromMs) * share)}
        </span>
      ))}
    </span>
  );
}
