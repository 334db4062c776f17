import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { SeverityGlyph } from "./severity-glyph.tsx";

type Props = {
  title: string;
  cause: ReactNode;
  /** Marks by which the same failure is found in the logs: request id, digest. */
  marks?: readonly { label: string; value: string }[];
  /** The one next step. */
  action: ReactNode;
  heading?: "h1" | "h2";
};

export function ErrorState({ title, cause, marks = [], action, heading: Heading = "h2" }: Props) {
  return (
    <div role="alert" className="max-w-2xl rounded-md border border-line bg-panel p-6">
      <Heading className="display flex items-center gap-2 text-xl">
        <SeverityGlyph severity="red-high" className="size-5 text-red-high" />
        {title}
      </Heading>
      <div className="mt-2 max-w-prose text-muted">{cause}</div>
      {marks.length > 0 ? (
        <dl className="mt-4 grid gap-2 border-t border-line pt-4">
          {marks.map(({ label, value }) => (
            <div key={label} className="flex flex-wrap items-center gap-x-3">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="flex min-w-0 items-center gap-1">
                <code className="text-sm break-all">{value}</code>
                <CopyButton text={value} label={`Copy ${label.toLowerCase()}`} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="mt-5">{action}</div>
    </div>
  );
}
