import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      className={classNames(
        "h-9 w-full min-w-0 rounded-md border border-edge bg-panel px-3 text-base text-ink placeholder:text-muted hover:border-cobalt",
        className,
      )}
      {...rest}
    />
  );
}
