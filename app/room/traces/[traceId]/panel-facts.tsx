import type { ReactNode } from "react";

export function PanelFacts({ children }: { children: ReactNode }) {
  return <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3">{children}</dl>;
}

export function PanelFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="figures text-sm">{children}</dd>
    </div>
  );
}
