import type { FilterProblem } from "#lib/contract/filter/term.ts";

type Props = { id: string; text: string; problem: FilterProblem };

/** The filter again, its mistake underlined, and what is wrong with it. */
export function FilterMistake({ id, text, problem: { at, length, message } }: Props) {
  const end = at + Math.max(1, length);
  return (
    <p id={id} className="mt-1.5 text-sm">
      <code className="break-all whitespace-pre-wrap text-muted [font-variant-ligatures:none]">
        {text.slice(0, at)}
        <mark className="bg-transparent text-red-high underline decoration-wavy decoration-1 underline-offset-4">
          {text.slice(at, end) || "\u00a0"}
        </mark>
        {text.slice(end)}
      </code>{" "}
      <span className="text-red-high">{message}</span>
    </p>
  );
}
