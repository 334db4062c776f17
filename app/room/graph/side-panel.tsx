"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";

type Props = {
  title: string;
  subtitle?: string | undefined;
  /** Opened by key, so the focus comes along. */
  takeFocus: boolean;
  onClose: () => void;
  /** Where the place can be broken. */
  onBreak?: () => void;
  children: ReactNode;
};

/** Beside the graph, over its edge: the graph under it does not move. On a phone it rises from below. */
export function SidePanel({ title, subtitle, takeFocus, onClose, onBreak, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);
  return (
    <aside
      aria-label={`About ${title}`}
      data-side-panel
      className="fixed inset-x-0 bottom-0 z-30 max-h-[66dvh] animate-appear overflow-y-auto rounded-t-md border border-edge bg-panel shadow-overlay lg:absolute lg:inset-x-auto lg:top-3 lg:right-3 lg:bottom-3 lg:z-10 lg:max-h-none lg:w-[23rem] lg:rounded-md"
    >
      <div className="sticky top-0 z-10 flex items-start justify-between gap-2 border-b border-line bg-panel py-3 pr-2 pl-4">
        <div className="min-w-0">
          <h2 ref={heading} tabIndex={-1} className="display text-lg break-words outline-none">
            {title}
          </h2>
          {subtitle ? <p className="figures text-sm text-muted">{subtitle}</p> : null}
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {onBreak ? (
            <Button size="sm" look="solid" onClick={onBreak}>
              Break this…
            </Button>
          ) : null}
          <Button look="quiet" size="icon" aria-label="Close" aria-keyshortcuts="Escape" onClick={onClose}>
            <X className="size-4" aria-hidden />
          </Button>
        </div>
      </div>
      {children}
    </aside>
  );
}

export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line px-4 py-3">
      <h3 className="mb-1.5 text-sm font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}
