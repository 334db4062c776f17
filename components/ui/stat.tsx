import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type Props = { label: ReactNode; value: string; unit?: string; size?: "md" | "lg"; className?: string };

/** To be placed in a `dl`. */
export function Stat({ label, value, unit, size = "md", className }: Props) {
  return (
    <div className={classNames("min-w-0", className)}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd
        className={classNames(
          "figures whitespace-nowrap",
          size === "lg" ? "text-2xl font-semibold" : "text-lg font-medium",
        )}
      >
        {value}
        {unit ? <span className="ml-1 text-sm font-normal tracking-normal text-muted">{unit}</span> : null}
      </dd>
    </div>
  );
}
