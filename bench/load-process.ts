// The customers of a benchmark, in a process of their own: a fixed number, each asks again once it is answered.
import { Pool } from "undici";
import { createHttpTransport } from "#lib/mesh/http-transport.ts";
import { knownShoppers } from "#lib/services/ledger/known-shoppers.ts";
import { planVisit } from "#lib/services/plan-visit.ts";
import { assortment } from "#lib/shop/assortment.ts";

/** `shop` asks for journeys through the mesh, `chain` for the first link of a bare chain. */
export type LoadOrder = { kind: "shop" | "chain"; url: string; customers: number; seconds: number };
export type LoadResult = { answered: number; failed: number };

const mix = { "sign-in": 0, account: 3, quote: 3, checkout: 2 };
const crowd = {
  seed: "bench",
  runId: `bench-${process.pid}`,
  visitors: knownShoppers,
  skus: assortment,
  entries: [],
};
let nth = 0;

type Customer = { visit(): Promise<boolean>; leave(): Promise<void> };

function shopper(url: string): Customer {
  const http = createHttpTransport({ urlOf: () => url });
  return {
    async visit() {
      nth += 1;
      const envelope = planVisit(crowd, mix, nth);
      if (!envelope) throw new Error("Nobody comes to shop");
      const { status } = await http.send(envelope, new AbortController().signal);
      return status < 500;
    },
    leave: () => http.close(),
  };
}

function passerBy(url: string): Customer {
  const pool = new Pool(url, { connections: 256, pipelining: 1 });
  return {
    async visit() {
      const { statusCode, body } = await pool.request({ path: "/3", method: "POST", body: "{}" });
      await body.dump();
      return statusCode === 200;
    },
    leave: () => pool.close(),
  };
}

async function run({ kind, url, customers, seconds }: LoadOrder): Promise<LoadResult> {
  const result = { answered: 0, failed: 0 };
  const customer = kind === "shop" ? shopper(url) : passerBy(url);
  const endMs = performance.now() + seconds * 1_000;
  const keepAsking = async () => {
    while (performance.now() < endMs) {
      const good = await customer.visit().catch(() => false);
      result.answered += 1;
      if (!good) result.failed += 1;
    }
  };
  await Promise.all(Array.from({ length: customers }, keepAsking));
  await customer.leave();
  return result;
}

process.on("message", (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result));
});
