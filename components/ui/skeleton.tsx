import { classNames } from "./class-names.ts";

/** Holds the place of what is coming. The region around it carries `aria-busy` and the words. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("animate-breathe rounded-md bg-line", className)} />;
}
