import { type ReactNode, useId } from "react";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";

type Props = { tone: "attention" | "good"; title: string; children: ReactNode };

const tones = {
  attention: { severity: "yellow", colour: "text-yellow" },
  good: { severity: "green", colour: "text-green" },
} as const;

/** An answer that is not a failure: in one piece, unlike a receipt that is torn. */
export function NoticeCard({ tone, title, children }: Props) {
  const titleId = useId();
  const { severity, colour } = tones[tone];
  return (
    <section
      aria-labelledby={titleId}
      role={tone === "good" ? "status" : "alert"}
      className="rounded-md border border-edge bg-panel px-4 py-3"
    >
      <h2 id={titleId} className="display flex items-start gap-2 text-lg">
        <SeverityGlyph severity={severity} className={`mt-1.5 size-4 shrink-0 ${colour}`} />
        {title}
      </h2>
      <div className="mt-1 pl-6">{children}</div>
    </section>
  );
}
