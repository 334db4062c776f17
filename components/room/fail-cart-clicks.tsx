"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cartTarget } from "#lib/contract/fault.ts";
import { BreakLauncher } from "./break-launcher.tsx";

/** The one fault that is at no service, so that the graph has no place for it. */
export function FailCartClicks() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Fail cart clicks
      </Button>
      {open ? <BreakLauncher place={cartTarget} services={[]} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
