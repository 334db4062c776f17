import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Props = { summary: ReactNode; summaryClass?: string; children: ReactNode };

/** A row that opens below itself, without a script. */
export function Disclosure({ summary, summaryClass, children }: Props) {
  return (
    <details className="group open:bg-well">
      <summary
        className={classNames(
          "relative cursor-pointer list-none py-2 pr-4 pl-9 hover:bg-cobalt-wash focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden",
          summaryClass,
        )}
      >
        <ChevronRight
          aria-hidden
          className="absolute top-3 left-3 size-4 text-cobalt transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="border-t border-line py-3 pr-4 pl-9">{children}</div>
    </details>
  );
}
