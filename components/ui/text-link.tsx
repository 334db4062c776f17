import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={classNames(
        "text-cobalt underline decoration-1 underline-offset-[3px] transition-colors hover:text-cobalt-deep hover:decoration-2",
        className,
      )}
      {...rest}
    />
  );
}
