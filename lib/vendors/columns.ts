// The columns a row of a source must have, and what in them is as agreed. A column is found by any of its names, written
// in any case, with blanks or underscores: Metabase names them as people titled them.
import { z } from "zod";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

const controlCharacter = /\p{Cc}/u;
const mostCount = 1_000_000_000;
/** Before that nobody watched anything. */
const earliestMs = Date.UTC(2000, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

function text(most: number) {
  return z.preprocess(
    (value) => (typeof value === "number" ? String(value) : value),
    z
      .string("is not text")
      .trim()
      .min(1, "is empty")
      .max(most, `is longer than ${most} characters`)
      .refine((value) => !controlCharacter.test(value), "has control characters in it")
      .refine((value) => value.isWellFormed(), "has half of a character in it"),
  );
}

/** `1,204` is what Metabase writes where a column is formatted. */
const whole = z.preprocess(
  (value) =>
    typeof value === "string" && /^-?\d[\d,]*$/.test(value) ? Number(value.replaceAll(",", "")) : value,
  z
    .number("is no number")
    .refine(Number.isInteger, "is no whole number")
    .gte(0, "is below zero")
    .lte(mostCount, `is above ${mostCount}`),
);

const statuses: Readonly<Record<string, "online" | "offline">> = {
  online: "online",
  open: "online",
  active: "online",
  true: "online",
  "1": "online",
  offline: "offline",
  closed: "offline",
  inactive: "offline",
  false: "offline",
  "0": "offline",
};
const status = z.preprocess(
  (value) => statuses[String(value).trim().toLowerCase()],
  z.enum(["online", "offline"], "is neither online nor offline"),
);

/** A time that does not say its zone is UTC, whatever zone this machine is in. */
const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const time = z.preprocess(
  (value) => (typeof value === "string" ? Date.parse(zoneless.test(value) ? `${value}Z` : value) : value),
  z
    .number("is no time")
    .gte(earliestMs, "is before the year 2000")
    .lt(latestMs, "is after the year 2099")
    .transform((ms) => new Date(ms).toISOString()),
);

/** What is empty in the source was not said. */
const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (value === "" ? null : value),
    schema.nullish().transform((value) => value ?? null),
  );

const vendor = { code: text(64), name: orNothing(text(200)), city: orNothing(text(100)) };

export const rowSchemas = {
  "vendor-status": z.object({ ...vendor, status, offlineSince: orNothing(time) }),
  "vendor-product-status": z
    .object({ ...vendor, products: whole, available: whole })
    .refine(({ products, available }) => available <= products, {
      path: ["available"],
      error: "is more than there are products",
    }),
  "discount-stock": z.object({
    ...vendor,
    item: text(64),
    product: orNothing(text(200)),
    left: whole,
    initial: whole.refine((value) => value > 0, "is zero, so that nothing can be left of it"),
  }),
} as const satisfies Record<VendorQuestion, z.ZodType>;

const vendorNames = {
  code: ["code", "vendor_code", "vendor_id"],
  name: ["name", "vendor_name", "vendor"],
  city: ["city", "vendor_city", "city_name"],
};

/** Under which names a column may come, the plainest first. */
export const columnNames: Record<VendorQuestion, Record<string, readonly string[]>> = {
  "vendor-status": {
    ...vendorNames,
    status: ["status", "vendor_status", "is_online"],
    offlineSince: ["offline_since", "offlinesince", "closed_at", "last_online_at"],
  },
  "vendor-product-status": {
    ...vendorNames,
    products: ["products", "total_products", "product_count"],
    available: ["available", "available_products", "active_products"],
  },
  "discount-stock": {
    ...vendorNames,
    item: ["item", "item_id", "sku", "product_id", "product_code"],
    product: ["product", "product_name", "item_name"],
    left: ["left", "stock", "stock_left", "remaining", "discount_stock"],
    initial: ["initial", "initial_stock", "total_stock"],
  },
};
