import type { ReactNode } from "react";

export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-8">
      <h1 className="display text-3xl">{title}</h1>
      {children ? <div className="mt-2 max-w-prose text-lg text-muted">{children}</div> : null}
    </div>
  );
}
