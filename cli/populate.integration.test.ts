import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ProductList } from "#lib/contract/catalogue.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { assortment } from "#lib/shop/assortment.ts";

let stateDir: string;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "faultmart-populate-"));
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

function populate(...flags: string[]): Promise<{ code: number; said: string; complained: string }> {
  const env = { ...process.env, DATA_DIR: join(stateDir, "data"), DATABASE_URL: undefined };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, "populate.ts"), ...flags],
      { env },
      (_, said, complained) => resolve({ code: child.exitCode ?? -1, said, complained }),
    );
  });
}

const all = assortment.length;

test("npm run populate stocks a shop that was never started, and finds enough the second time", async () => {
  expect(await populate()).toEqual({
    code: 0,
    said: `Put on the shelves: ${all} products. Filled up: 0. Had enough: 0.\n`,
    complained: "",
  });
  expect((await populate()).said).toBe(`Put on the shelves: 0 products. Filled up: 0. Had enough: ${all}.\n`);
  expect((await populate("--clear")).said).toBe(
    `Taken off the shelves: ${all} products, and with them 0 lines in carts and 0 flash sales.\n` +
      `Put on the shelves: ${all} products. Filled up: 0. Had enough: 0.\n`,
  );
}, 180_000);

test("it says who has the data and what to do about that, and a flag it does not know", async () => {
  const server = await startServer({ stateDir, env: { SIMULATION_SPEED: "0" } });
  try {
    const { code, complained } = await populate("--clear");
    expect(code).toBe(1);
    expect(complained).toContain(
      `in use by process ${server.process.pid}. Stop it (kill ${server.process.pid})`,
    );
    const { text } = await send(server.url, { path: "/api/products" });
    expect(ProductList.parse(JSON.parse(text)).products.length).toBeGreaterThan(0);
  } finally {
    await server.stop({ keepState: true });
  }
  const wrong = await populate("--empty");
  expect(wrong.code).toBe(1);
  expect(wrong.complained).toContain("Usage: npm run populate [-- --clear]");
}, 180_000);
