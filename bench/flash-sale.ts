// A flash sale over HTTP against what pgbench makes of one hot row, on the same PostgreSQL in the same run, in turn.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { startPostgres } from "#lib/store/testing/start-postgres.ts";
import { ask, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, median, percentile } from "./figures.ts";
import type { CrowdOrder, CrowdResult } from "./flash-buyers.ts";

const rounds = 3;
const secondsPerRound = 6;
const pgbenchClients = 64;
const buyers = 500;
/** More than can be sold meanwhile: the rate is one of orders, not of refusals. */
const plenty = 1_000_000;
const fewUnits = 100;

/** Takes one of the stock, writes the sale and its payment, commits: as the shop before this one did. */
const oneOrder = String.raw`\set uid random(1, 100000)
begin;
update plain_product set stock = stock - 1 where id = 1 and stock >= 1;
insert into plain_sale (product_id, user_id, quantity, total, status, created_at)
  values (1, :uid, 1, 19.90, 'COMPLETED', now()) returning id \gset
insert into plain_payment (sale_id, amount, status, reference, created_at)
  values (:id, 19.90, 'SUCCESS', md5(:uid::text), now());
commit;
`;
const plainTables = `
create table plain_product (id bigserial primary key, price numeric(10, 2), stock integer check (stock >= 0));
create table plain_sale (id bigserial primary key, product_id bigint references plain_product, user_id integer,
  quantity integer, total numeric(12, 2), status varchar(20), created_at timestamptz);
create index on plain_sale (product_id);
create table plain_payment (id bigserial primary key, sale_id bigint references plain_sale, amount numeric(12, 2),
  status varchar(20), reference varchar(64), created_at timestamptz);
create index on plain_payment (sale_id);
insert into plain_product values (1, 19.90, 2000000000)`;

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
    const plainRate = pgbench(plainUrl);
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
      name: `flash sale, ${buyers} buyers over HTTP, against pgbench with ${pgbenchClients} clients on one row`,
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

function pgbench(url: string): number {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-pgbench-"));
  const script = join(folder, "one-order.sql");
  writeFileSync(script, oneOrder);
  const clients = ["-c", String(pgbenchClients), "-j", "2", "-T", String(secondsPerRound)];
  try {
    const said = execFileSync("pgbench", ["-n", "-f", script, ...clients, url], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return Number(/tps = ([\d.]+)/.exec(said)?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
