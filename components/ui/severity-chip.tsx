import { cva } from "class-variance-authority";
import type { ReactNode } from "react";
import { type Severity, severityWords } from "#lib/contract/severity.ts";
import { classNames } from "./class-names.ts";
import { SeverityGlyph } from "./severity-glyph.tsx";

const solid: Record<Severity, string> = {
  cherry: "bg-cherry-solid text-cherry-on border-cherry",
  "red-high": "bg-red-high-solid text-red-high-on border-red-high",
  red: "bg-red-solid text-red-on border-red",
  yellow: "bg-yellow-solid text-yellow-on border-yellow",
  green: "bg-green-solid text-green-on border-green",
  "light-green": "bg-light-green-solid text-light-green-on border-light-green",
  "dark-green": "bg-dark-green-solid text-dark-green-on border-dark-green",
};

/** Also for text and lines outside a chip: a number, the edge of a node. */
export const severityInk: Record<Severity, string> = {
  cherry: "text-cherry border-cherry",
  "red-high": "text-red-high border-red-high",
  red: "text-red border-red",
  yellow: "text-yellow border-yellow",
  green: "text-green border-green",
  "light-green": "text-light-green border-light-green",
  "dark-green": "text-dark-green border-dark-green",
};

const chip = cva(
  "inline-flex h-6 items-center gap-1.5 rounded-md border px-2 text-sm font-semibold whitespace-nowrap",
);

type Props = {
  severity: Severity;
  look?: "solid" | "outline";
  /** What was observed, when that says more than the severity's own word. */
  children?: ReactNode;
  className?: string;
};

export function SeverityChip({ severity, look = "solid", children, className }: Props) {
  const colours = look === "solid" ? solid[severity] : `bg-panel ${severityInk[severity]}`;
  return (
    <span className={classNames(chip(), colours, className)}>
      <SeverityGlyph severity={severity} />
      {children ?? severityWords[severity].word}
    </span>
  );
}
