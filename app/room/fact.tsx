"use client";

import type { ReactNode } from "react";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { classNames } from "#components/ui/class-names.ts";

type Props = { name: string; className?: string; children: ReactNode };

/** One cell of a list of facts. */
export function Fact({ name, className, children }: Props) {
  const lastKnown = useLastKnown();
  return (
    <div className={classNames("bg-panel px-4 py-3 md:px-5", className)}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className={classNames("mt-1 flex min-h-6 items-center", lastKnown && "text-muted")}>{children}</dd>
    </div>
  );
}
