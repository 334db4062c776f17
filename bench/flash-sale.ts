// A flash sale over HTTP against what pgbench makes of one hot row, on the same PostgreSQL in the same run, in turn.
import { Client } from "pg";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { startPostgres } from "#lib/store/testing/start-postgres.ts";
import { ask, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, median, percentile } from "./figures.ts";
import type { CrowdOrder, CrowdResult } from "./flash-buyers.ts";
import { plainSeller, plainTables, sellPlainly } from "./plain-sale.ts";

const rounds = 3;
const secondsPerRound = 6;
const plainClients = 64;
const buyers = 500;
/** More than can be sold meanwhile: the rate is one of orders, not of refusals. */
const plenty = 1_000_000;
const fewUnits = 100;

export async function benchFlashSale(): Promise<Figure[]> {
  const postgres = await startPostgres();
  try {
    const plain = await createDatabase(postgres.url);
    await query(plain.url, plainTables);
    const shop = await createDatabase(postgres.url);
    const env = { CHECK_REPLIES: "off", LOG_STDOUT: "off", SIMULATION_SPEED: "0", DATABASE_URL: shop.url };
    const server = await startServer({ env });
    const crowd = startProcess("flash-buyers.ts");
    try {
      return await measure({ plainUrl: plain.url, shopUrl: shop.url, url: server.url, crowd });
    } finally {
      await stopProcess(crowd);
      await server.stop();
    }
  } finally {
    await postgres.stop();
  }
}

type Parts = { plainUrl: string; shopUrl: string; url: string; crowd: ReturnType<typeof startProcess> };

async function measure({ plainUrl, shopUrl, url, crowd }: Parts): Promise<Figure[]> {
  const send = (order: Omit<CrowdOrder, "url" | "buyers">) =>
    ask<CrowdResult>(crowd, { url, buyers, ...order } satisfies CrowdOrder);
  await send({ saleId: await openSale(url, plenty), seconds: 3 });
  const ratios: number[] = [];
  const shown: string[] = [];
  const waitsMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plainRate = await sellPlainly(plainUrl, { clients: plainClients, seconds: secondsPerRound });
    const result = await send({ saleId: await openSale(url, plenty), seconds: secondsPerRound });
    if (result.failed + result.soldOut > 0) throw new Error(`${result.failed} of the purchases failed`);
    const rate = result.bought / result.seconds;
    ratios.push(rate / plainRate);
    shown.push(`${Math.round(rate)} : ${Math.round(plainRate)}`);
    waitsMs.push(...result.waitsMs);
  }
  const race = await send({ saleId: await openSale(url, fewUnits), seconds: 1 });
  return [
    {
      name: `flash sale, ${buyers} buyers over HTTP, against ${plainSeller} with ${plainClients} clients on one row`,
      measured: median(ratios),
      unit: "times the orders/s",
      limit: { atLeast: 3 },
      detail: `orders/s by round ${shown.join(", ")}`,
    },
    {
      name: "flash sale, answer p99",
      measured: percentile(waitsMs, 0.99),
      unit: "ms",
      limit: { atMost: 300 },
      detail: `median ${Math.round(percentile(waitsMs, 0.5))} ms of ${waitsMs.length}`,
    },
    {
      name: "flash sale, units oversold",
      measured: await countOversold(shopUrl),
      unit: "units",
      limit: { atMost: 0 },
      detail: `${race.bought} bought and ${race.soldOut} refused of ${fewUnits} units`,
    },
  ];
}

async function openSale(url: string, units: number): Promise<string> {
  const answer = await fetch(`${url}/api/flash-sales`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sku: "FM-EL-01", units, priceMinor: 990 }),
  });
  const { id } = (await answer.json()) as { id: string };
  return id;
}

/** Orders beyond what a sale had, or beyond what it says that it sold. */
async function countOversold(url: string): Promise<number> {
  const [row] = await query(
    url,
    `select coalesce(sum(greatest(sold - units, sold - (units - left_units))), 0) as oversold
      from (select units, left_units, (select count(*) from orders where flash_sale_id = flash_sales.id) as sold
        from flash_sales) as sales`,
  );
  return Number(row?.oversold);
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows ?? [];
  } finally {
    await client.end();
  }
}
