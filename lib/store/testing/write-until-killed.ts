// A process of its own: inserts rising numbers into the embedded database and prints each one once it is
// committed, until it is killed.
import { sql } from "drizzle-orm";
import { openStore } from "../open.ts";

const [dataDir, first] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("Usage: write-until-killed.ts DIRECTORY FIRST_NUMBER");
const log = { info: () => undefined, exception: () => undefined };
const { db } = await openStore({ dataDir, poolSize: 1, log });
await db.execute(sql`create table if not exists written (number integer primary key)`);
for (let number = Number(first); ; number++) {
  await db.execute(sql`insert into written values (${number})`);
  process.stdout.write(`${number}\n`);
}
