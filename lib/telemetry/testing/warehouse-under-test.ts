// A warehouse on a directory of its own, whose clock stands still, with readings of our own making.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "#lib/config/load.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { createDrops } from "../drops.ts";
import type { Family } from "../metrics/snapshot.ts";
import { createProblems } from "../problems.ts";
import type { Labels } from "../types.ts";
import { createWarehouse, type Warehouse } from "../warehouse/create-warehouse.ts";

export const baseMs = Date.UTC(2026, 0, 5);

export type WarehouseUnderTest = {
  readonly warehouse: Warehouse;
  /** So many seconds after the base. */
  take(atS: number, ...families: Family[]): void;
  /** As a process that ends and another that begins. */
  reopen(): Promise<void>;
  remove(): Promise<void>;
};

export async function startWarehouse(): Promise<WarehouseUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), "faultmart-warehouse-"));
  const open = () =>
    createWarehouse({
      config: loadConfig({ DATA_DIR: directory, WAREHOUSE_RETENTION_HOURS: "2160" }),
      clock: { ...wallClock, nowMs: () => baseMs },
      drops: createDrops(),
      problems: createProblems(wallClock.monotonicMs, {
        warn(message, attributes) {
          throw new Error(`${message}: ${JSON.stringify(attributes)}`);
        },
      }),
    });
  let warehouse = await open();
  return {
    get warehouse() {
      return warehouse;
    },
    take: (atS, ...families) => warehouse.takePoints(families, baseMs + atS * 1_000),
    async reopen() {
      await warehouse.close(5_000);
      warehouse = await open();
    },
    async remove() {
      await warehouse.close(5_000);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export const counterReading = (name: string, ...values: [Labels, number][]): Family => ({
  name,
  help: "h",
  kind: "counter",
  series: values.map(([labels, value]) => ({ labels, value })),
});
