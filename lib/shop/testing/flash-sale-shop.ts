// Flash sales without a server: as many processes' waiting rooms as a test wants, on stores that it gives.

import type { FlashLoadResult } from "#lib/contract/flash-sale.ts";
import type { Card } from "#lib/contract/order.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import type { AppError } from "#lib/kernel/errors.ts";
import type { KeptReply } from "#lib/shop/keyed-purchase.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { buyFlashUnit } from "../flash-sale/buy-flash-unit.ts";
import { createFlashSale } from "../flash-sale/create-flash-sale.ts";
import { loadFlashSale } from "../flash-sale/load-flash-sale.ts";
import { createWaitingRooms, type WaitingRooms } from "../flash-sale/waiting-rooms.ts";

const quiet = () => undefined;
const log: Logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  critical: quiet,
  exception: quiet,
  named: () => log,
};
const goodCard = { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123" };

export type FlashSaleShop = {
  sell(units: number): Promise<string>;
  buy(saleId: string, visitorId: string, key: string, card?: Partial<Card>): Promise<KeptReply>;
  load(saleId: string, buyers: number): Promise<FlashLoadResult>;
  lostRaces(): number;
  flashBuyers: WaitingRooms;
};

type Options = { nowMs?: () => number /** What it adds to every refusal. */; signature?: string };

export function openFlashSaleShop(
  store: Store,
  { nowMs = Date.now, signature = "" }: Options = {},
): FlashSaleShop {
  let lost = 0;
  const addLost = (count: number) => {
    lost += count;
  };
  const context = {
    store,
    clock: { nowMs },
    log,
    metrics: { stockConflicts: { add: addLost } },
    stockChanged: quiet,
    passPoint: quiet,
  };
  const flashBuyers = createWaitingRooms(context);
  const flashLoads = new Set<string>();
  const wordsOf = (key: string) => ({
    requestId: `request-of-${key}`,
    traceId: "",
    refuse: ({ reason, code }: AppError) => ({
      status: 409,
      body: JSON.stringify(`${reason ?? code}${signature}`),
    }),
  });
  return {
    async sell(units) {
      const sale = {
        tenant: "merch",
        sku: "FM-EL-01",
        units,
        priceMinor: 990,
        durationSeconds: 600,
      } as const;
      return (await createFlashSale(context, sale)).id;
    },
    buy: (saleId, visitorId, key, card) =>
      buyFlashUnit(
        { flashBuyers, clock: context.clock },
        {
          saleId,
          visitorId,
          key,
          card: { ...goodCard, ...card },
          ...wordsOf(key),
        },
      ),
    load: (saleId, buyers) =>
      loadFlashSale(
        { store, clock: { ...wallClock, nowMs }, flashBuyers, flashLoads },
        { saleId, buyers, ...wordsOf("load") },
      ),
    lostRaces: () => lost,
    flashBuyers,
  };
}
