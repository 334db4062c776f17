// `npm run populate -- --clear`: the shelves as they were on the first day.
import { parseArgs } from "node:util";
import { loadConfig } from "#lib/config/load.ts";
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import { type Restocked, restockCatalogue } from "#lib/shop/restock-catalogue.ts";
import { migrateStore } from "#lib/store/migrate.ts";
import { openStore } from "#lib/store/open.ts";

const usage = `npm run populate [-- --clear]
  Puts back products that are missing and fills up those of which there are fewer than usual.
  --clear takes everything off the shelves first; carts and flash sales go with it, orders stay.`;
const say = (line: string) => process.stdout.write(`${line}\n`);

function readFlags() {
  const options = { clear: { type: "boolean", default: false }, help: { type: "boolean" } } as const;
  try {
    return parseArgs({ options, strict: true }).values;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new AppError("validation_failed", `${what}\n\nUsage: ${usage}`);
  }
}

async function main() {
  const { clear, help } = readFlags();
  if (help) return say(usage);
  const config = loadConfig(process.env);
  const store = await openStore({
    databaseUrl: config.DATABASE_URL,
    poolSize: 1,
    dataDir: config.DATA_DIR,
    log: { info: () => undefined, exception: (message, error) => say(`${message}: ${String(error)}`) },
  });
  try {
    await migrateStore(store);
    for (const line of report(await restockCatalogue({ store }, { clear }))) say(line);
  } finally {
    await store.close();
  }
}

function report({ added, refilled, enough, cleared }: Restocked): string[] {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
  const gone = cleared
    ? [
        `Taken off the shelves: ${count(cleared.products, "product")}, and with them ${count(cleared.cartLines, "line")} in carts and ${count(cleared.flashSales, "flash sale")}.`,
      ]
    : [];
  return [
    ...gone,
    `Put on the shelves: ${count(added, "product")}. Filled up: ${refilled}. Had enough: ${enough}.`,
  ];
}

main().catch((error: unknown) => {
  const known = asAppError(error);
  const text = known
    ? known.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`The shelves are as they were. ${text}\n`);
  process.exitCode = 1;
});
