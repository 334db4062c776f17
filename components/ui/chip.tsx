import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** A neutral label. What was observed wears a SeverityChip instead. */
export function Chip({ className, ...rest }: ComponentProps<"span">) {
  return (
    <span
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 rounded-md border border-line bg-well px-2 text-sm whitespace-nowrap text-muted",
        className,
      )}
      {...rest}
    />
  );
}
