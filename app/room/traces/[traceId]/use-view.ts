"use client";

import { useMemo } from "react";
import { type AddressChange, useAddress } from "#components/history/use-address.ts";
import { readWindow, type TimeWindow, writeWindow } from "#components/trace/time-window.ts";

/** What is open beside the waterfall. */
export type Opened = { kind: "span" | "line"; id: string };

/** How a trace is looked at, as the address says it. */
export type View = {
  opened: Opened | undefined;
  zoom: TimeWindow;
  find: string;
  errorsOnly: boolean;
  showsLines: boolean;
  showsPath: boolean;
};

/** The server is not asked again: all that changes is how the same trace is shown. */
const byItself = { ask: false } as const;
const inPassing = { ask: false, as: "replace" } as const;

export function useView(durationUs: number) {
  const [params, change] = useAddress();
  const view = useMemo<View>(() => {
    const [span, line] = [params.get("span"), params.get("line")];
    return {
      opened: span ? { kind: "span", id: span } : line ? { kind: "line", id: line } : undefined,
      zoom: readWindow(params.get("zoom"), durationUs),
      find: params.get("find") ?? "",
      errorsOnly: params.get("only") === "errors",
      showsLines: params.get("logs") !== "off",
      showsPath: params.get("path") !== "off",
    };
  }, [params, durationUs]);
  return useMemo(
    () => ({
      view,
      /** Back closes what was opened, however many were opened meanwhile. */
      open: (opened: Opened | undefined) =>
        change(openedChange(opened), opened && !view.opened ? byItself : inPassing),
      zoomTo: (zoom: TimeWindow) => change({ zoom: writeWindow(zoom, durationUs) }, inPassing),
      find: (find: string) => change({ find: find === "" ? undefined : find }, inPassing),
      showErrorsOnly: (on: boolean) => change({ only: on ? "errors" : undefined }, inPassing),
      showLines: (on: boolean) => change({ logs: on ? undefined : "off" }, inPassing),
      showPath: (on: boolean) => change({ path: on ? undefined : "off" }, inPassing),
    }),
    [view, change, durationUs],
  );
}

export type ViewControl = ReturnType<typeof useView>;

function openedChange(opened: Opened | undefined): AddressChange {
  return {
    span: opened?.kind === "span" ? opened.id : undefined,
    line: opened?.kind === "line" ? opened.id : undefined,
  };
}
