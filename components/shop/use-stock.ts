"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";

/** Units left of a product, as last heard; what the page was rendered with until then. */
export function useStock(sku: string, rendered: number): number {
  return useFeedEntry("stock", sku) ?? rendered;
}
