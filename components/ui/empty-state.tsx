import type { ReactNode } from "react";
import { FaultRule } from "./fault-line.tsx";

type Props = { title: string; children: ReactNode; action?: ReactNode };

/** Nothing to show is an answer too: it says why and what to do next. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-md border border-dashed border-edge px-6 py-10 sm:px-10">
      <FaultRule className="h-4 w-24 text-edge" still />
      <h2 className="display text-xl">{title}</h2>
      <div className="max-w-prose text-muted">{children}</div>
      {action ? <div className="pt-2">{action}</div> : null}
    </div>
  );
}
