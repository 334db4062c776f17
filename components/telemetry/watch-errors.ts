// Errors that nothing caught. They are reported as those are that a page shows, with the trace of what was just done.
import { type ErrorTrace, reportError } from "./report-error.ts";

/** A script that fails again and again says nothing new. */
const mostOfAPage = 10;
/** Chromium's word for a layout that takes another frame. */
const harmless = /^ResizeObserver loop/;

export function watchErrors(trace: () => ErrorTrace | undefined): () => void {
  const said = new Set<string>();
  const tell = (error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    if (harmless.test(words) || said.has(words) || said.size >= mostOfAPage) return;
    said.add(words);
    void reportError(error, trace());
  };
  const onError = ({ error, message }: ErrorEvent) => tell(error ?? message);
  const onRejection = ({ reason }: PromiseRejectionEvent) => tell(reason);
  window.addEventListener("error", onError);
  window.addEventListener("unhandledrejection", onRejection);
  return () => {
    window.removeEventListener("error", onError);
    window.removeEventListener("unhandledrejection", onRejection);
  };
}
