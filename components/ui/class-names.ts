import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { classGroups: { "font-family": ["figures", "display"] } },
});

/** The last class wins, so a caller can overrule one property of a primitive. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
