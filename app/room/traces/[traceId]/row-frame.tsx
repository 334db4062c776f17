import type { CSSProperties, MouseEvent, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { maxIndent, rowColumns } from "./row-layout.ts";
import type { Opened } from "./use-view.ts";

export type RowState = {
  row: Opened["kind"];
  id: string;
  /** Its place among the rows, and how many there are. */
  place: number;
  of: number;
  /** The keys act on it. */
  current: boolean;
  opened: boolean;
  onOpen: (row: Opened) => void;
};

type Props = RowState & {
  depth: number;
  hit?: boolean;
  /** Where it leads without a script. */
  href: string;
  lead: ReactNode;
  head: ReactNode;
  title: string;
  marks?: ReactNode;
  track: ReactNode;
  figure: string;
};

/** One row of the waterfall, of a height that never changes: its place is known without measuring. */
export function RowFrame({ row, id, place, of, current, opened, onOpen, ...shown }: Props) {
  const { depth, hit = false, href, lead, head, title, marks, track, figure } = shown;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen({ kind: row, id });
    // On a phone what is opened lies over the lower part of the screen.
    event.currentTarget.closest("li")?.scrollIntoView({ block: "nearest" });
  };
  return (
    <li
      data-row={id}
      data-kind={row}
      data-current={current || undefined}
      aria-posinset={place + 1}
      aria-setsize={of}
      className={classNames(
        "absolute inset-x-0 top-[calc(var(--row)*var(--place))] h-(--row) items-center border-b border-line pr-3 hover:bg-cobalt-wash max-lg:scroll-mb-[64dvh]",
        rowColumns,
        (current || opened) && "bg-chosen",
        (current || hit) && "before:absolute before:inset-y-0 before:left-0 before:w-[3px]",
        hit && "before:bg-ink",
        current && "before:bg-cobalt",
      )}
      style={{ "--place": place, "--indent": Math.min(depth, maxIndent) } as CSSProperties}
    >
      <span className="flex h-full min-w-0 items-center">
        <span
          aria-hidden
          className="h-full w-[calc(var(--indent)*0.5rem+0.5rem)] shrink-0 bg-[linear-gradient(to_right,transparent_calc(100%-1px),var(--color-line)_0)] bg-size-[0.5rem_100%] md:w-[calc(var(--indent)*0.875rem+0.5rem)] md:bg-size-[0.875rem_100%]"
        />
        <span className="grid w-6 shrink-0 place-items-center">{lead}</span>
        <a
          href={href}
          onClick={open}
          title={title}
          aria-current={opened ? "true" : undefined}
          className="min-w-0 truncate text-sm text-muted no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-cobalt"
        >
          {head}
        </a>
        <span className="ml-2 flex shrink-0 gap-1">{marks}</span>
      </span>
      <span className="max-md:order-last max-md:col-span-2 max-md:pl-3">{track}</span>
      <span className="figures text-right text-sm whitespace-nowrap">{figure}</span>
    </li>
  );
}
