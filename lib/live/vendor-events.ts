// What everybody who is connected hears of a run of a job, in the words of the contract.
import type { AlertNews } from "#lib/alerts/types.ts";
import type { DiscountStockUpdate, VendorTold } from "#lib/contract/vendor-events.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { StoredAnswer, VendorChange } from "#lib/vendors/types.ts";

/** What was committed. `id` is of the run, the same in every process. */
export type VendorNews = {
  id: string;
  question: VendorQuestion;
  atMs: number;
  stored: Pick<StoredAnswer, "rows" | "counts" | "changes">;
  news: readonly Pick<AlertNews, "alertId" | "event" | "alert">[];
};

/** What is told of stock at once; the rest is a question away. */
const mostRows = 100;

export function toldOf(news: VendorNews): VendorTold[] {
  return news.question === "discount-stock" ? [toldOfStock(news)] : toldOfAlerts(news);
}

function toldOfAlerts({ id, atMs, stored, news }: VendorNews): VendorTold[] {
  const at = new Date(atMs).toISOString();
  const changes = new Map(stored.changes.map((change) => [readingOf(change.code, change.item), change]));
  return news.flatMap(({ alertId, event, alert }): VendorTold[] => {
    const change = changes.get(readingOf(alert.subject, alert.item));
    const head = { id: `${id}-${alertId}`, at, alertId, resolved: event === "resolved" };
    if (change?.question === "vendor-status") return [["vendor_alert", { ...head, vendor: change.row }]];
    if (change?.question === "vendor-product-status")
      return [["vendor_product_alert", { ...head, vendor: change.row }]];
    return [];
  });
}

function toldOfStock({ id, atMs, stored }: VendorNews): VendorTold {
  const rows = stored.changes.flatMap((change) => (change.question === "discount-stock" ? [change.row] : []));
  const update: DiscountStockUpdate = {
    id,
    at: new Date(atMs).toISOString(),
    rows: stored.rows,
    counts: stored.counts,
    changed: rows.slice(0, mostRows),
  };
  return ["discount_stock_update", update];
}

const readingOf = (code: string, item: VendorChange["item"]) => `${code} ${item}`;
