"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { SilenceForm } from "./silence-form.tsx";

type Props = { matcher: string; onClose: () => void };

/** Loaded when somebody asks for it. */
export default function SilenceDialog({ matcher, onClose }: Props) {
  return (
    <Dialog title="Silence" open onOpenChange={(open) => (open ? undefined : onClose())}>
      <div className="px-5 pb-5">
        <SilenceForm matcher={matcher} onMade={onClose} />
      </div>
    </Dialog>
  );
}
