// One order at a time on one hot row, as shops usually do it: by pgbench where it is installed, else by as many clients of pg.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

export const plainTables = `
create table plain_product (id bigserial primary key, price numeric(10, 2), stock integer check (stock >= 0));
create table plain_sale (id bigserial primary key, product_id bigint references plain_product, user_id integer,
  quantity integer, total numeric(12, 2), status varchar(20), created_at timestamptz);
create index on plain_sale (product_id);
create table plain_payment (id bigserial primary key, sale_id bigint references plain_sale, amount numeric(12, 2),
  status varchar(20), reference varchar(64), created_at timestamptz);
create index on plain_payment (sale_id);
insert into plain_product values (1, 19.90, 2000000000)`;

const takeOne = "update plain_product set stock = stock - 1 where id = 1 and stock >= 1";
const writeSale = (
  user: string,
) => `insert into plain_sale (product_id, user_id, quantity, total, status, created_at)
  values (1, ${user}, 1, 19.90, 'COMPLETED', now()) returning id`;
const writePayment = (sale: string, user: string) =>
  `insert into plain_payment (sale_id, amount, status, reference, created_at)
  values (${sale}, 19.90, 'SUCCESS', md5(${user}::text), now())`;

const script = String.raw`\set uid random(1, 100000)
begin;
${takeOne};
${writeSale(":uid")} \gset
${writePayment(":id", ":uid")};
commit;
`;

const hasPgbench = (() => {
  try {
    return execFileSync("pgbench", ["--version"], { stdio: "ignore" }) === null;
  } catch {
    return false;
  }
})();

export const plainSeller = hasPgbench
  ? "pgbench"
  : "the same transaction by pg, because there is no pgbench,";

type Load = { clients: number; seconds: number };

/** Orders a second. */
export function sellPlainly(url: string, load: Load): Promise<number> {
  return hasPgbench ? runPgbench(url, load) : runClients(url, load);
}

async function runPgbench(url: string, { clients, seconds }: Load): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-pgbench-"));
  try {
    const file = join(folder, "one-order.sql");
    writeFileSync(file, script);
    const options = ["-n", "-f", file, "-c", String(clients), "-j", "2", "-T", String(seconds)];
    const { stdout } = await promisify(execFile)("pgbench", [...options, url]);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runClients(url: string, { clients, seconds }: Load): Promise<number> {
  const endMs = performance.now() + seconds * 1_000;
  let sold = 0;
  const sell = async (_: unknown, user: number) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    while (performance.now() < endMs) {
      await client.query("begin");
      await client.query(takeOne);
      const { rows } = await client.query(writeSale(String(user)));
      await client.query(writePayment(String(rows[0]?.id), String(user)));
      await client.query("commit");
      sold += 1;
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: clients }, sell));
  return sold / seconds;
}
