import type { ReactNode } from "react";

type Props = { label: string; className: string; children: ReactNode };

/** Scrolls inside itself, so that the page never has to; the keyboard can reach it, and its name says what it holds. */
export function ScrollBox({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={className}>
      {children}
    </section>
  );
}
