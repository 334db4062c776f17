import { FlashLoad, FlashLoadResult, FlashSaleAddress } from "#lib/contract/flash-sale.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { refuseInWords } from "#lib/http/idempotent.ts";
import { loadFlashSale } from "#lib/shop/flash-sale/load-flash-sale.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/flash-sales/{id}/load",
  summary: "Sends so many buyers at once, each with a key of their own",
  tag: "Shop",
  params: FlashSaleAddress,
  body: FlashLoad,
  replies: { 200: FlashLoadResult },
  run: (context, { params, body }) =>
    loadFlashSale(context, { saleId: params.id, buyers: body.buyers, ...refuseInWords(context.requestId) }),
});
