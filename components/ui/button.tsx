import type { ComponentProps } from "react";
import { type ButtonStyle, buttonStyle } from "./button-style.ts";
import { classNames } from "./class-names.ts";

type Props = ComponentProps<"button"> & ButtonStyle;

export function Button({ look, size, className, type = "button", ...rest }: Props) {
  return <button type={type} className={classNames(buttonStyle({ look, size }), className)} {...rest} />;
}
