"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { notify } from "#components/ui/notify.ts";
import { onCommand, sendCommand } from "./commands.ts";
import { idleReader, type KeyAction, readKey } from "./key-reader.ts";
import { singleKeysOn } from "./single-keys.ts";

const CommandPalette = lazy(() => import("./command-palette.tsx"));
const KeyboardHelp = lazy(() => import("./keyboard-help.tsx"));

const textFields = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]";

/** Listens for keys, and opens the two dialogs that belong to every page; each loads with its first use. */
export function Keyboard() {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "help" | undefined>();
  const reader = useRef(idleReader);

  useEffect(() => {
    const carryOut = (action: KeyAction) => {
      if (action.kind !== "go") return sendCommand(action.kind);
      router.push(action.href);
      return true;
    };
    const onKey = (event: KeyboardEvent) => {
      // A key held down would pause and resume many times a second.
      if (event.repeat) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const read = readKey(
        reader.current,
        {
          key: event.key,
          ctrlOrMeta: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          typing: target.matches(textFields) || target.closest("[role=dialog]") !== null,
          onControl: target.closest("a, button, summary, [role=switch], [role=tab], [tabindex='0']") !== null,
        },
        { nowMs: event.timeStamp, singleKeysOn: singleKeysOn() },
      );
      reader.current = read.reader;
      if (read.action && carryOut(read.action)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    const stop = [
      onCommand("palette", () => setOpen((now) => (now === "palette" ? undefined : "palette"))),
      onCommand("help", () => setOpen("help")),
      onCommand("search", focusSearch),
      onCommand("copy-link", copyLink),
    ];
    return () => {
      window.removeEventListener("keydown", onKey);
      for (const each of stop) each();
    };
  }, [router]);

  const close = () => setOpen(undefined);
  return (
    <Suspense>
      {open === "palette" ? <CommandPalette onClose={close} /> : null}
      {open === "help" ? <KeyboardHelp onClose={close} /> : null}
    </Suspense>
  );
}

function focusSearch() {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    notify({ tone: "news", title: "Link copied", detail: "It leads to this page as you see it." });
  } catch {
    notify({
      tone: "problem",
      title: "Link not copied",
      detail: "The browser did not allow it. Copy the address instead.",
    });
  }
}
