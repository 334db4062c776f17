"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** `children` is the trigger: one element that takes focus. What a tooltip says is never said only there. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            collisionPadding={12}
            className="z-50 max-w-64 animate-appear rounded-md border border-line bg-panel px-3 py-2 text-sm text-ink shadow-overlay"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
