"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { type PageTelemetry, startTelemetry } from "./start-telemetry.ts";

/** Is on a page where the server wants to hear of it, and shows nothing. */
export function BrowserTelemetry({ traceparent }: { traceparent: string | undefined }) {
  const path = usePathname();
  const running = useRef<PageTelemetry>(undefined);
  const seen = useRef(path);
  // The layout is never made anew, but a refresh may bring another value: the page was loaded with the first.
  const first = useRef(traceparent);
  useEffect(() => {
    const telemetry = startTelemetry(first.current);
    running.current = telemetry;
    return telemetry.stop;
  }, []);
  useEffect(() => {
    if (seen.current !== path) running.current?.arrived(path);
    seen.current = path;
  }, [path]);
  return null;
}
