"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { notify } from "#components/ui/notify.ts";
import { onCommand, sendCommand } from "./commands.ts";
import { typeEarly } from "./early-typing.ts";
import { idleReader, type KeyAction, readKey } from "./key-reader.ts";
import { lastingAddress } from "./lasting-address.ts";
import { hrefFrom } from "./navigation.ts";
import type { ShellDialog } from "./shell-dialog.ts";
import { fetchDialogsWhenIdle, loadDialog, type ShellDialogName } from "./shell-dialogs.ts";
import { singleKeysOn } from "./single-keys.ts";

const textFields = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]";

/** Listens for keys, and opens the two dialogs that belong to every page. */
export function Keyboard() {
  const router = useRouter();
  const { asked, Dialog, open, close, typed } = useShellDialogs();
  const reader = useRef(idleReader);

  useEffect(() => {
    const carryOut = (action: KeyAction) => {
      if (action.kind !== "go") return sendCommand(action.kind);
      router.push(hrefFrom(location.pathname, action.href));
      return true;
    };
    const onKey = (event: KeyboardEvent) => {
      // A key held down would pause and resume many times a second.
      if (event.repeat) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const inDialog = target.closest("[role=dialog]") !== null;
      const press = {
        key: event.key,
        ctrlOrMeta: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        typing: asked.current !== undefined || inDialog || target.matches(textFields),
        onControl: target.closest("a, button, summary, [role=switch], [role=tab], [tabindex='0']") !== null,
      };
      const read = readKey(reader.current, press, { nowMs: event.timeStamp, singleKeysOn: singleKeysOn() });
      reader.current = read.reader;
      if (read.action) {
        if (carryOut(read.action)) event.preventDefault();
      } else if (asked.current && !inDialog) {
        if (event.key === "Escape") return close();
        const text = typeEarly(typed.current, press);
        // Enter must not press the button that asked for the dialog a second time.
        if (text !== undefined || event.key === "Enter") event.preventDefault();
        typed.current = text ?? typed.current;
      }
    };
    window.addEventListener("keydown", onKey);
    // What the page holds was taken over before this, so whoever drives it knows from here that it answers.
    document.documentElement.dataset.alive = "";
    const stop = [
      onCommand("palette", () => (asked.current === "palette" ? close() : open("palette"))),
      onCommand("help", () => open("help")),
      onCommand("search", focusSearch),
      onCommand("copy-link", copyLink),
    ];
    return () => {
      window.removeEventListener("keydown", onKey);
      for (const each of stop) each();
    };
  }, [router, asked, typed, open, close]);

  const takeTyped = () => {
    const text = typed.current;
    typed.current = "";
    return text;
  };
  return Dialog ? <Dialog onClose={close} takeTyped={takeTyped} /> : null;
}

/** A dialog counts as asked for at once, and is there when its code is. */
function useShellDialogs() {
  const [Dialog, setDialog] = useState<ShellDialog>();
  const asked = useRef<ShellDialogName>(undefined);
  const typed = useRef("");

  useEffect(fetchDialogsWhenIdle, []);

  const close = useCallback(() => {
    asked.current = undefined;
    typed.current = "";
    setDialog(undefined);
  }, []);
  const open = useCallback(
    async (name: ShellDialogName) => {
      asked.current = name;
      typed.current = "";
      const loaded = await loadDialog(name);
      if (asked.current !== name) return;
      if (loaded) setDialog(() => loaded);
      else close();
    },
    [close],
  );
  return { asked, typed, Dialog, open, close };
}

function focusSearch() {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
}

async function copyLink() {
  try {
    const shown = document.querySelector<HTMLElement>("[data-time-range]")?.dataset.timeRange;
    await navigator.clipboard.writeText(lastingAddress(location.href, shown, Date.now()));
    notify({ tone: "news", title: "Link copied", detail: "It leads to this page as you see it." });
  } catch {
    notify({
      tone: "problem",
      title: "Link not copied",
      detail: "The browser did not allow it. Copy the address instead.",
    });
  }
}
