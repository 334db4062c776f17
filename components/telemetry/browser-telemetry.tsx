"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import type { PageTelemetry } from "./start-telemetry.ts";

/**
 * Is on a page where the server wants to hear of it, and shows nothing. What it does is loaded once the page is alive, so
 * that no page comes later for it; from then on the document says so.
 */
export function BrowserTelemetry({ traceparent }: { traceparent: string | undefined }) {
  const path = usePathname();
  const running = useRef<PageTelemetry>(undefined);
  const seen = useRef(path);
  // The layout is never made anew, but a refresh may bring another value: the page was loaded with the first.
  const first = useRef(traceparent);
  useEffect(() => {
    let isGone = false;
    const start = async () => {
      // Without it the page is as it was; the next page tries again.
      const loaded = await import("./start-telemetry.ts").catch(() => undefined);
      if (isGone || !loaded) return;
      running.current = loaded.startTelemetry(first.current);
      document.documentElement.dataset.telemetry = "";
    };
    void start();
    return () => {
      isGone = true;
      running.current?.stop();
    };
  }, []);
  useEffect(() => {
    if (seen.current !== path) running.current?.arrived(path);
    seen.current = path;
  }, [path]);
  return null;
}
