// Answers of a source as tests and benchmarks need them, and the shortest way to have one stored.
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { vendorQuestions } from "#lib/contract/vendor-questions.ts";
import type { Store } from "#lib/store/types.ts";
import { storeAnswer } from "../store-answer.ts";
import type {
  BadRow,
  DiscountSourceRow,
  ProductsSourceRow,
  SourceAnswer,
  SourceRow,
  StatusSourceRow,
  StoredAnswer,
  VendorsContext,
} from "../types.ts";

export const startMs = Date.parse("2026-11-21T10:00:00.000Z");

const named = (code: string) => ({ code, name: `Bakery ${code}`, city: "Lisbon" });

export function statusRow(code: string, offlineMinutes = 0, nowMs = startMs): StatusSourceRow {
  const offlineSince = offlineMinutes > 0 ? new Date(nowMs - offlineMinutes * 60_000).toISOString() : null;
  return {
    question: "vendor-status",
    ...named(code),
    status: offlineSince ? "offline" : "online",
    offlineSince,
  };
}

export function productsRow(code: string, available: number): ProductsSourceRow {
  return { question: "vendor-product-status", ...named(code), products: 100, available };
}

export function discountRow(code: string, left: number, item = `${code}-1`): DiscountSourceRow {
  return { question: "discount-stock", ...named(code), item, product: "Rye loaf", left, initial: 100 };
}

export function answerOf(rows: SourceRow[], bad: BadRow[] = []): SourceAnswer {
  return { rows, bad };
}

export function storeRows(
  store: Store,
  question: VendorQuestion,
  answer: SourceAnswer,
  nowMs = startMs,
): Promise<StoredAnswer> {
  return store.db.transaction((tx) => storeAnswer(tx, { question, answer, nowMs }));
}

export function vendorsContext(store: Store, nowMs: () => number = () => startMs): VendorsContext {
  const intervalsMs = Object.fromEntries(vendorQuestions.map((question) => [question, 180_000])) as Record<
    VendorQuestion,
    number
  >;
  return { store, clock: { nowMs }, source: "simulated", intervalsMs, historyDays: 90 };
}
