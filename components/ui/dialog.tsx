"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { buttonStyle } from "./button-style.ts";

type Props = {
  title: string;
  /** Title and close button are spoken but not shown, for a dialog that is all one control; that control comes first. */
  bare?: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

export function Dialog({ title, bare = false, open, onOpenChange, children }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-h-[76vh] max-w-xl animate-appear overflow-y-auto rounded-md border border-line bg-panel text-ink shadow-overlay"
        >
          {bare ? (
            <>
              <Radix.Title className="sr-only">{title}</Radix.Title>
              {children}
              <Radix.Close className="sr-only focus:not-sr-only focus:m-3 focus:font-medium focus:text-cobalt">
                Close
              </Radix.Close>
            </>
          ) : (
            <>
              <div className="flex items-center justify-between py-3 pr-3 pl-5">
                <Radix.Title className="display text-lg">{title}</Radix.Title>
                <Radix.Close className={buttonStyle({ look: "quiet", size: "icon" })} aria-label="Close">
                  <X className="size-4" aria-hidden />
                </Radix.Close>
              </div>
              {children}
            </>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
