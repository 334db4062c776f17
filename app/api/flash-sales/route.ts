import { FlashSale, FlashSaleList, NewFlashSale } from "#lib/contract/flash-sale.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { createFlashSale } from "#lib/shop/flash-sale/create-flash-sale.ts";
import { listFlashSales } from "#lib/shop/flash-sale/find-flash-sale.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/flash-sales",
  summary: "The flash sales: those that are on or come, then those that were",
  tag: "Shop",
  replies: { 200: FlashSaleList },
  run: async (context) => ({ sales: await listFlashSales(context) }),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/flash-sales",
  summary: "Sells so many units of one product for a while",
  tag: "Shop",
  body: NewFlashSale,
  replies: { 201: FlashSale },
  run: (context, { body }) => createFlashSale(context, body),
});
