import { FlashSale, FlashSaleAddress } from "#lib/contract/flash-sale.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { findFlashSale } from "#lib/shop/flash-sale/find-flash-sale.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/flash-sales/{id}",
  summary: "One flash sale, and how many units are left",
  tag: "Shop",
  params: FlashSaleAddress,
  replies: { 200: FlashSale },
  run: (context, { params }) => findFlashSale(context, params.id),
});
