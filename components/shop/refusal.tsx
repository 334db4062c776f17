import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";

/** The shop works and says no: said where the reader clicked. */
export function Refusal({ id, children }: { id?: string; children: string }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-sm">
      <SeverityGlyph severity="yellow" className="mt-[3px] text-yellow" />
      {children}
    </p>
  );
}
