import { expect, test } from "vitest";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import { startMeters } from "#lib/telemetry/testing/meters-under-test.ts";
import { createShelf } from "./shelf.ts";
import { stockCatalogue } from "./stock-catalogue.ts";

describeOnEveryStore("what is known of the stock", (open) => {
  test("lags behind for whoever needs it, and not for a shop in which nobody asks", async () => {
    const store = await open();
    await stockCatalogue({ store }, { clear: false });
    const clock = createVirtualClock({ startMs: 0 });
    const { meters, family } = startMeters();
    const shelf = createShelf({ store, clock, meter: meters.for("shop") });
    const lagSeconds = async () => {
      const found = await family("bisney_inventory_lag");
      return found?.kind === "gauge" ? found.series[0]?.value : undefined;
    };
    const isKnown = () => shelf.known("merch", "FM-EL-01") !== undefined;

    await shelf.read();
    await clock.run(3_000);
    expect(isKnown()).toBe(true);
    expect(await lagSeconds()).toBe(3);
    await clock.run(600_000);
    expect(await lagSeconds()).toBe(3);
    // Needed now, and not to be had: that is a lag.
    expect(isKnown()).toBe(false);
    expect(await lagSeconds()).toBe(600);
    await shelf.read();
    expect(await lagSeconds()).toBe(0);
  });
});
