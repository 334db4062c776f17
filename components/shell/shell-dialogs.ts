// The two dialogs that belong to every page. Their code is fetched while the page is idle, or at their first use.
import { notify } from "#components/ui/notify.ts";
import type { ShellDialog } from "./shell-dialog.ts";

export type ShellDialogName = "palette" | "help";

const imports: Record<ShellDialogName, () => Promise<{ default: ShellDialog }>> = {
  palette: () => import("./command-palette.tsx"),
  help: () => import("./keyboard-help.tsx"),
};

/** Undefined when the server did not send it, which the reader is told. */
export async function loadDialog(name: ShellDialogName): Promise<ShellDialog | undefined> {
  try {
    return (await imports[name]()).default;
  } catch {
    notify({ tone: "problem", title: "That did not load", detail: "The server does not answer. Try again." });
    return undefined;
  }
}

export function fetchDialogsWhenIdle(): () => void {
  // Nobody has asked yet, so a failure is no news; the first use tries again.
  const fetchAll = () => void Promise.allSettled(Object.values(imports).map((load) => load()));
  if ("requestIdleCallback" in window) {
    const handle = requestIdleCallback(fetchAll, { timeout: 5_000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(fetchAll, 2_000);
  return () => clearTimeout(timer);
}
