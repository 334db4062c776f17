"use client";

import { DropdownMenu as Radix } from "radix-ui";
import { useEffect, useRef } from "react";

export type MenuItem = { label: string; act: () => void } | { label: string; href: string };
/** Where it opens: at the pointer, or under the control that asked for it. */
export type MenuPlace = { x: number; y: number; from: HTMLElement | undefined; byKeyboard: boolean };

type Props = {
  label: string;
  place: MenuPlace;
  items: readonly MenuItem[];
  go: (href: string) => void;
  onClose: () => void;
};

/** One menu for many places, opened where it was asked for; the focus goes back to who asked. */
export function Menu({ label, place, items, go, onClose }: Props) {
  const acted = useRef(false);
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.byKeyboard) return;
    // A frame later, when the menu itself has taken the focus.
    const frame = requestAnimationFrame(() =>
      content.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [place]);
  useEffect(() => {
    acted.current = false;
  });
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Trigger asChild>
        <span aria-hidden="true" tabIndex={-1} className="fixed" style={{ left: place.x, top: place.y }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          ref={content}
          aria-label={label}
          aria-labelledby={undefined}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!acted.current) place.from?.focus();
          }}
          className="z-50 min-w-52 animate-appear rounded-md border border-line bg-panel p-1 text-ink shadow-overlay"
        >
          <Radix.Label className="px-3 pt-1.5 pb-1 text-sm text-muted">{label}</Radix.Label>
          {items.map((item) => (
            <Radix.Item
              key={item.label}
              onSelect={() => {
                acted.current = true;
                if ("href" in item) go(item.href);
                else item.act();
              }}
              className="flex h-9 cursor-pointer items-center rounded-sm px-3 text-cobalt outline-none data-highlighted:bg-cobalt-wash"
            >
              {item.label}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
