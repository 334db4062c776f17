"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { KeyList } from "./key-list.tsx";
import type { ShellDialogProps } from "./shell-dialog.ts";
import { SingleKeysSwitch } from "./single-keys-switch.tsx";

export default function KeyboardHelp({ onClose }: ShellDialogProps) {
  return (
    <Dialog title="Keys" open onOpenChange={(open) => (open ? undefined : onClose())}>
      <div className="grid gap-5 px-5 pb-5">
        <KeyList />
        <SingleKeysSwitch />
      </div>
    </Dialog>
  );
}
