// `npm run drills` runs all; `npm run drills -- orders` some; `--postgres` on PostgreSQL instead of the embedded database;
// `--kills 20`, `--checkouts 500` and `--sales 5` shorten them. Stock and jobs are always on PostgreSQL: the embedded
// database has one session, in which nobody can race, and one process.
import { parseArgs } from "node:util";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { startPostgres } from "#lib/store/testing/start-postgres.ts";
import { drillAlerts } from "./alerts.ts";
import { drillJobs } from "./jobs.ts";
import { drillLogShipping } from "./log-shipping.ts";
import { drillOrders } from "./orders.ts";
import { drillPayments } from "./payments.ts";
import { drillSockets } from "./sockets.ts";
import { drillStock } from "./stock.ts";
import { isProved, tell, type Verdict } from "./verdict.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

function readCount(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number from 1, not ${text}`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      postgres: { type: "boolean", default: false },
      kills: { type: "string", default: "200" },
      checkouts: { type: "string", default: "10000" },
      sales: { type: "string", default: "50" },
    },
  });
  const kills = readCount("kills", values.kills);
  const checkouts = readCount("checkouts", values.checkouts);
  const sales = readCount("sales", values.sales);
  const wants = (name: string) => positionals.length === 0 || positionals.includes(name);
  const postgres = values.postgres || wants("stock") || wants("jobs") ? await startPostgres() : undefined;
  /** Each drill counts what is in its own. */
  const freshDatabase = async () =>
    values.postgres && postgres ? (await createDatabase(postgres.url)).url : undefined;
  const drills: Record<string, () => Promise<Verdict>> = {
    orders: async () => {
      const databaseUrl = await freshDatabase();
      return drillOrders({ kills, leastDoubts: Math.min(25, kills), databaseUrl, say });
    },
    payments: async () => {
      const leastLost = Math.min(200, Math.ceil(checkouts / 50));
      return drillPayments({ checkouts, leastLost, databaseUrl: await freshDatabase(), say });
    },
    "log-shipping": async () => {
      const databaseUrl = await freshDatabase();
      return drillLogShipping({ outageMs: 60_000, troubleMs: 10_000, killsAtHang: true, databaseUrl, say });
    },
    "log-shipping-without-room": async () => {
      const databaseUrl = await freshDatabase();
      return drillLogShipping({ outageMs: 60_000, troubleMs: 0, mostEvents: 500, databaseUrl, say });
    },
    alerts: async () => {
      const databaseUrl = await freshDatabase();
      return drillAlerts({ alerts: 500, kills: Math.min(20, kills), databaseUrl, say });
    },
    stock: async () => {
      if (!postgres) throw new Error("The drill of the stock needs a PostgreSQL");
      const { url } = await createDatabase(postgres.url);
      return drillStock({ sales, buyers: 500, units: 100, leastReads: 20 * sales, databaseUrl: url, say });
    },
  };
  drills.jobs = async () => {
    if (!postgres) throw new Error("The drill of the jobs needs a PostgreSQL");
    const { url } = await createDatabase(postgres.url);
    const each = Math.min(10, kills);
    return drillJobs({ kills: each, stops: each, leastTicks: 20 * each, databaseUrl: url, say });
  };
  drills.sockets = () => drillSockets({ clients: 200, drops: 20, restarts: 1, leastChanges: 60, say });
  try {
    const unknown = positionals.find((name) => !(name in drills));
    if (unknown)
      throw new Error(`There is no drill ${unknown}. Choose from: ${Object.keys(drills).join(", ")}`);
    for (const [name, drill] of Object.entries(drills)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      const verdict = await drill();
      say(tell(verdict));
      if (!isProved(verdict)) process.exitCode = 1;
    }
  } finally {
    await postgres?.stop();
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
