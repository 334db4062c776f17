// A vendor's page has the address that its code makes, whatever a source calls it; what else an address says wrongly is left out.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";
import {
  type MetabaseServer,
  password,
  startMetabase,
  username,
} from "#lib/vendors/testing/metabase-server.ts";

const codes = ["50%", "Café 7", "a+b&c=d?e#f"];
let metabase: MetabaseServer;
let server: RunningServer;

beforeAll(async () => {
  const statuses = codes.map((code) => ({
    vendor_code: code,
    vendor_name: `Called ${code}`,
    status: "online",
  }));
  metabase = await startMetabase({ 7163: statuses, 7179: [], 7196: [] });
  server = await startPreparedServer({
    env: {
      SIMULATION_SPEED: "0",
      METABASE_URL: metabase.url,
      METABASE_USERNAME: username,
      METABASE_PASSWORD: password,
    },
  });
  await vi.waitFor(
    async () => {
      const { vendors } = (await send(server.url, { path: "/api/vendor-codes" })).json();
      expect(vendors).toHaveLength(codes.length);
    },
    { timeout: 60_000, interval: 200 },
  );
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await metabase?.close();
});

test.each(codes)("%s has a page, and answers", async (code) => {
  const at = encodeURIComponent(code);
  expect((await send(server.url, { path: `/api/vendors/${at}` })).json()).toMatchObject({ code });
  const page = await send(server.url, { path: `/room/vendors/${at}`, headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
  expect(page.text).toContain(`<title>Called ${code.replaceAll("&", "&amp;")} `);
});

test.each([
  "question=prices",
  "question=prices&range=9",
  "question=vendor-status&question=x",
  "range=1y&item=%00",
])("its page asked for with %s shows what it shows without", async (query) => {
  const path = `/room/vendors/${encodeURIComponent("Café 7")}?${query}`;
  const page = await send(server.url, { path, headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
});

test("none of it was an error", () => {
  expect(server.stdout()).not.toMatch(/"level":"(ERROR|CRITICAL)"/);
});
