import { classNames } from "#components/ui/class-names.ts";
import type { Completion } from "./completions.ts";

type Props = {
  id: string;
  items: readonly Completion[];
  active: number | undefined;
  onTake: (item: Completion) => void;
};

/** The keys stay in the field; a pointer must not take the focus from it. */
export function Offers({ id, items, active, onTake }: Props) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Completions"
      hidden={items.length === 0}
      className="absolute top-10 left-0 z-40 w-full max-w-md rounded-md border border-line bg-panel p-1 shadow-overlay"
    >
      {items.map((item, nth) => (
        <div
          key={item.text}
          id={`${id}-${nth}`}
          role="option"
          aria-selected={nth === active}
          tabIndex={-1}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(item);
          }}
          className={classNames(
            "flex cursor-pointer items-baseline justify-between gap-4 rounded-sm px-3 py-1 text-sm hover:bg-cobalt-wash",
            nth === active && "bg-cobalt-wash",
          )}
        >
          <span className="figures truncate text-cobalt">{item.text.trim()}</span>
          <span className="truncate text-xs text-muted">{item.hint}</span>
        </div>
      ))}
    </div>
  );
}
