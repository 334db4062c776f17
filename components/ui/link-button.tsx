import type { ComponentProps } from "react";
import { type ButtonStyle, buttonStyle } from "./button-style.ts";
import { classNames } from "./class-names.ts";
import { SiteLink } from "./site-link.tsx";

type Props = ComponentProps<typeof SiteLink> & ButtonStyle;

export function LinkButton({ look, size, className, ...rest }: Props) {
  return <SiteLink className={classNames(buttonStyle({ look, size }), className)} {...rest} />;
}
