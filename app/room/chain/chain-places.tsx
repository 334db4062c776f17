import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { ChainPlace } from "./chain-calls.ts";

/** Whom the request meets, in order. Below who fails, the line is broken: nothing gets further than that. */
export function ChainPlaces({ places }: { places: readonly ChainPlace[] }) {
  return (
    <ol>
      {places.map(({ service, says, trouble }, index) => (
        <li key={service} className="relative flex gap-3 pb-3 last:pb-0">
          {index < places.length - 1 ? (
            <span
              aria-hidden
              className={
                trouble === "failed"
                  ? "absolute top-6 bottom-0 left-2 border-l border-dashed border-edge"
                  : "absolute top-6 bottom-0 left-2 border-l border-edge"
              }
            />
          ) : null}
          <span className="flex h-6 w-4 shrink-0 items-center justify-center">
            <Mark trouble={trouble} />
          </span>
          <span className="min-w-0">
            <span className="font-medium">{service}</span> <span className="text-muted">{says}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Mark({ trouble }: { trouble: ChainPlace["trouble"] | undefined }) {
  if (trouble === "failed") return <SeverityGlyph severity="red-high" className="size-4 text-red-high" />;
  if (trouble === "waited") return <SeverityGlyph severity="red" className="size-4 text-red" />;
  return <span aria-hidden className="size-2 rounded-full border border-edge bg-panel" />;
}
