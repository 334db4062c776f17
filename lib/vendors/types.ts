// What is asked of the vendors' source, what it answers, and what became of that. Shared with alerts and jobs.
import type { Severity } from "#lib/contract/severity.ts";
import type {
  DiscountStockRow,
  VendorProductStatusRow,
  VendorStatusRow,
} from "#lib/contract/vendor-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";

type Vendor = { code: string; name: string; city: string };

export type StatusSourceRow = Vendor & {
  question: "vendor-status";
  status: "online" | "offline";
  /** ISO; null while it is online, or where the source does not say it. */
  offlineSince: string | null;
};
export type ProductsSourceRow = Vendor & {
  question: "vendor-product-status";
  products: number;
  available: number;
};
export type DiscountSourceRow = Vendor & {
  question: "discount-stock";
  item: string;
  product: string;
  left: number;
  initial: number;
};
export type SourceRow = StatusSourceRow | ProductsSourceRow | DiscountSourceRow;

/** `row` counts from 1. `code` where it could be read: that vendor is not gone, nothing new is known of it. */
export type BadRow = { row: number; problem: string; code?: string };
export type SourceAnswer = { rows: SourceRow[]; bad: BadRow[] };

export type VendorSource = {
  readonly name: "simulated" | "metabase";
  /** Throws an AppError that says what happened and what to do. */
  ask(question: VendorQuestion, signal: AbortSignal): Promise<SourceAnswer>;
  close(): Promise<void>;
};

/** A severity became another. `from` null: seen for the first time; `to` null: no longer in the answer. */
export type VendorChange = {
  code: string;
  name: string;
  city: string;
  /** Of discount stock; else empty. */
  item: string;
  value: number;
  from: Severity | null;
  to: Severity | null;
} & (
  | { question: "vendor-status"; row: VendorStatusRow }
  | { question: "vendor-product-status"; row: VendorProductStatusRow }
  | { question: "discount-stock"; row: DiscountStockRow }
);

export type StoredAnswer = {
  rows: number;
  badRows: number;
  /** The first of them, for whoever mends the source. */
  badExamples: BadRow[];
  /** The worst first. */
  changes: VendorChange[];
  /** What is as bad as it was, and bad enough for an alert: from and to the same severity. */
  holding: VendorChange[];
  /** How many readings are how bad now. */
  counts: Record<Severity, number>;
};

export type VendorsContext = {
  readonly store: Store;
  readonly clock: Pick<Clock, "nowMs">;
  readonly source: VendorSource["name"];
  readonly intervalsMs: Readonly<Record<VendorQuestion, number>>;
  readonly historyDays: number;
};
