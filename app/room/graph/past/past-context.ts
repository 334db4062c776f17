"use client";

import { createContext, useContext } from "react";
import type { PastGraph } from "#lib/contract/past-graph.ts";

const Past = createContext<PastGraph | undefined>(undefined);
export const PastProvider = Past.Provider;

/** The minute that is shown; undefined for now. */
export function usePast(): PastGraph | undefined {
  return useContext(Past);
}
