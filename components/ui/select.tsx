import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** The browser's own list, in our frame: it works without a script and on a phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative inline-flex h-9 w-full", className)}>
      <select
        className="size-full min-w-0 cursor-pointer appearance-none rounded-md border border-edge bg-panel pr-8 pl-3 text-ink hover:border-cobalt"
        {...rest}
      />
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
    </span>
  );
}
