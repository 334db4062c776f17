"use client";

import { Search } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { sendCommand } from "./commands.ts";

export function CommandButton() {
  return (
    <Button
      onClick={() => sendCommand("palette")}
      aria-keyshortcuts="Control+K Meta+K"
      className="size-9 px-0 text-muted hover:text-cobalt lg:w-auto lg:justify-start lg:px-2 lg:pl-3"
    >
      <Search className="size-4" aria-hidden />
      <span className="sr-only lg:not-sr-only">Go to</span>
      <span className="hidden gap-1 pl-4 lg:flex" aria-hidden>
        <Kbd>Ctrl</Kbd>
        <Kbd>K</Kbd>
      </span>
    </Button>
  );
}
