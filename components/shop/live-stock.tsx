"use client";

import { StockWord } from "./stock-word.tsx";
import { useStock } from "./use-stock.ts";

export function LiveStock({ sku, stock }: { sku: string; stock: number }) {
  return <StockWord stock={useStock(sku, stock)} />;
}
