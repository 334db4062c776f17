import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonStyle, buttonStyle } from "./button-style.ts";
import { classNames } from "./class-names.ts";

type Props = ComponentProps<typeof Link> & ButtonStyle;

export function LinkButton({ look, size, className, ...rest }: Props) {
  return <Link className={classNames(buttonStyle({ look, size }), className)} {...rest} />;
}
