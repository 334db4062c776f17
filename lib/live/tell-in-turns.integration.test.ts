import { expect, test } from "vitest";
import type { VendorTold } from "#lib/contract/vendor-events.ts";
import { startFeedServer } from "./testing/feed-server.ts";

const at = "2026-11-21T12:00:00.000Z";
const vendor = {
  code: "V0042",
  name: "Almeida Fruit & Vegetables",
  city: "São Paulo",
  status: "offline",
  offlineSince: at,
  offlineMinutes: 12.5,
  severity: "yellow",
  since: at,
  observedAt: at,
} as const;
const alertOf = (nth: number): VendorTold => [
  "vendor_alert",
  { id: String(nth), at, alertId: "alr_0123456789abcdef0123", resolved: false, vendor },
];

test.each(["websocket", "polling"] as const)(
  "thousands of alerts at once reach whoever reads by %s, in their order, and nobody is cut",
  async (transport) => {
    const server = await startFeedServer();
    const client = await server.connect(transport);
    const heard: string[] = [];
    client.on("vendor_alert", ({ id }) => heard.push(id));
    const told = Array.from({ length: 5_000 }, (_, nth) => alertOf(nth));
    server.sockets.tell(told.slice(0, 4_000));
    server.sockets.tell(told.slice(4_000));
    await expect.poll(() => (client.connected ? heard.length : "cut"), { timeout: 90_000 }).toBe(5_000);
    expect(heard).toEqual(told.map(([, { id }]) => id));
    expect(server.warnings).toEqual([]);
    await server.close();
  },
);
