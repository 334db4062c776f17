// Stock is never sold twice: crowds buy through three processes on one PostgreSQL while a witness reads, again and again.
// The same crowds at a shop that looks before it takes show that the witness would see it.
import { randomBytes, randomUUID } from "node:crypto";
import { FlashSale } from "#lib/contract/flash-sale.ts";
import { testCards } from "#lib/contract/test-cards.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { sellCarelessly } from "#lib/shop/testing/sell-carelessly.ts";
import { isSound, readSaleStock, watchStock } from "#lib/shop/testing/watch-stock.ts";
import { openStore } from "#lib/store/open.ts";
import type { Store } from "#lib/store/types.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  sales: number;
  buyers: number;
  units: number;
  leastReads: number;
  databaseUrl: string;
  say?(line: string): void;
};
type Drill = Options & {
  servers: readonly RunningServer[];
  /** Of the witness, and of the careless shop: beside those of the servers. */
  stores: readonly Store[];
  counts: Record<string, number>;
  failures: string[];
};

const processes = 3;
const card = { number: testCards[0].number, expiry: "12/40", cvc: "123" };
const silent = { info: () => undefined, exception: () => undefined };
const env = { SIMULATION_SPEED: "0", LOG_LEVEL: "critical", LOG_STDOUT: "off", CHECK_REPLIES: "off" };

export async function drillStock(options: Options): Promise<Verdict> {
  const { databaseUrl, sales, buyers, units, leastReads, say = () => undefined } = options;
  const opened = new AsyncDisposableStack();
  try {
    const each = Array.from({ length: processes });
    const servers = await Promise.all(
      each.map(async () => {
        const server = await startServer({ env: { ...env, DATABASE_URL: databaseUrl } });
        opened.defer(async () => void (await server.stop()));
        return server;
      }),
    );
    const stores = await Promise.all(
      each.map(async () => {
        const store = await openStore({ databaseUrl, dataDir: "", poolSize: 8, log: silent });
        opened.defer(() => store.close());
        return store;
      }),
    );
    const counts: Record<string, number> = { sales: 0, reads: 0, bought: 0, "told sold out": 0 };
    const drill: Drill = { ...options, servers, stores, counts, failures: [] };
    for (let nth = 1; nth <= sales; nth += 1) {
      await sellOnce(drill);
      if (nth % 10 === 0) say(`${nth} of ${sales} sales, ${counts.reads} reads`);
    }
    counts["careless sales"] = sales;
    counts["careless sales that oversold"] = 0;
    for (let nth = 0; nth < sales; nth += 1)
      if (await sellOnceCarelessly(drill)) count(drill, "careless sales that oversold");
    const must = {
      reads: leastReads,
      bought: sales * units,
      "told sold out": sales * (buyers - units),
      "careless sales that oversold": Math.ceil(sales * 0.9),
    };
    return { drill: `stock, ${processes} processes on PostgreSQL`, counts, must, failures: drill.failures };
  } finally {
    await opened.disposeAsync();
  }
}

function count({ counts }: Drill, name: string, more = 1) {
  counts[name] = (counts[name] ?? 0) + more;
}

const partOf = <T>(parts: readonly T[], nth: number) => parts[nth % parts.length] as T;

async function sellOnce(drill: Drill): Promise<void> {
  const { servers, stores, buyers, failures } = drill;
  const { id } = await openSale(drill);
  const witness = watchStock(partOf(stores, 0), id);
  const crowd = Array.from({ length: buyers }, (_, nth) => buyOne(partOf(servers, nth), id));
  const statuses = await Promise.all(crowd);
  const impossible = await witness.stop();
  count(drill, "sales");
  count(drill, "reads", witness.readings().length);
  count(drill, "bought", statuses.filter((status) => status === 201).length);
  count(drill, "told sold out", statuses.filter((status) => status === 409).length);
  const others = statuses.filter((status) => status !== 201 && status !== 409);
  if (others.length > 0) failures.push(`${id}: ${others.length} buyers were answered ${others[0]}`);
  for (const { units, left, sold } of impossible)
    failures.push(`${id}: ${left} left and ${sold} sold of ${units}`);
  const last = witness.readings().at(-1);
  const acknowledged = statuses.filter((status) => status === 201).length;
  if (last?.sold !== acknowledged) failures.push(`${id}: ${acknowledged} acknowledged, ${last?.sold} sold`);
  for (const { url } of servers) {
    const { left } = await readSale(url, id);
    if (left !== last?.left) failures.push(`${id}: ${url} says ${left} left, the database ${last?.left}`);
  }
}

/** Whether more was sold than there was. */
async function sellOnceCarelessly(drill: Drill): Promise<boolean> {
  const { stores, buyers } = drill;
  const { id } = await openSale(drill);
  const crowd = Array.from({ length: buyers }, (_, nth) =>
    sellCarelessly(partOf(stores, nth), id, { visitorId: `careless-${nth}`, key: randomUUID() }),
  );
  await Promise.all(crowd);
  const reading = await readSaleStock(partOf(stores, 0), id);
  return !isSound(reading) && reading.sold > reading.units;
}

async function openSale({ servers, units }: Drill): Promise<FlashSale> {
  const body = JSON.stringify({ sku: "FM-EL-01", units, priceMinor: 990 });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${partOf(servers, 0).url}/api/flash-sales`, { method: "POST", headers, body });
  return FlashSale.parse(await answer.json());
}

async function readSale(url: string, id: string): Promise<FlashSale> {
  return FlashSale.parse(await (await fetch(`${url}/api/flash-sales/${id}`)).json());
}

async function buyOne({ url }: RunningServer, saleId: string): Promise<number> {
  const visitor = randomBytes(16).toString("hex");
  const headers = {
    "content-type": "application/json",
    cookie: `visitor=${visitor}`,
    "idempotency-key": `drill-${visitor}`,
  };
  const answer = await fetch(`${url}/api/flash-sales/${saleId}/orders`, {
    method: "POST",
    headers,
    body: JSON.stringify({ card }),
  });
  await answer.arrayBuffer();
  return answer.status;
}
