import type { APIRequestContext, Page } from "@playwright/test";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { expect, test } from "./kit/test.ts";
import { ShopPage } from "./pages/shop-page.ts";

const ownReports = "/api/browser-telemetry";

/** Clicks are followed from then on, which is a moment after the page is alive. */
async function awaitTelemetry(page: Page) {
  await expect(page.locator("html[data-telemetry]")).toBeAttached();
}

async function linesOf(request: APIRequestContext, message: string) {
  const query = new URLSearchParams({ service: "browser", q: `"${message}"` });
  return (await (await request.get(`/api/logs?${query}`)).json()).logs;
}

test("a click, what it asked for and what the server did are one trace that begins in the browser", async ({
  page,
  evidence,
}) => {
  const shop = new ShopPage(page);
  await shop.open();
  await awaitTelemetry(page);
  await shop.addForGood("Flaky Cable");
  // One comes after the other, and on a busy page with a pause between them.
  for (const name of ["click add to cart", "POST /api/cart/items"])
    await expect(evidence).toHaveSpan({ service: "browser", name });
  const { root, spans } = await evidence.trace();
  expect(root).toEqual({ service: "browser", name: "click add to cart" });
  const find = (name: string, service: string) =>
    spans.find((span) => span.name === name && span.service === service);
  const click = find("click add to cart", "browser");
  const asked = find("POST /api/cart/items", "browser");
  const answered = find("POST /api/cart/items", "faultmart");
  expect([asked?.parentSpanId, answered?.parentSpanId]).toEqual([click?.spanId, asked?.spanId]);
  expect(click).toMatchObject({ parentSpanId: null, tenantId: "merch" });
  expect(asked).toMatchObject({ kind: "client", attributes: { "http.response.status_code": 200 } });
});

test("a link leads to another page within the trace of the click on it", async ({ page, request }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await awaitTelemetry(page);
  await shop.badge.click();
  await expect(page).toHaveURL(/\/cart$/);
  const names = async () => {
    const query = "service=browser&operation=navigate+%2Fshop%2F%7Btenant%7D%2Fcart";
    const { traces } = await (await request.get(`/api/traces?${query}`)).json();
    if (!traces[0]) return [];
    const { spans } = await (await request.get(`/api/traces/${traces[0].traceId}`)).json();
    return spans.map((span: { service: string; name: string }) => `${span.service}: ${span.name}`);
  };
  await expect
    .poll(names)
    .toEqual(
      expect.arrayContaining([
        "browser: click link",
        "browser: navigate /shop/{tenant}/cart",
        "browser: GET /shop/{tenant}/cart",
        "faultmart: GET /shop/{tenant}/cart",
      ]),
    );
});

test("how fast a page was arrives when it is left, and the browser is no service of the mesh", async ({
  page,
  request,
}) => {
  await page.goto("/shop/coupons");
  await awaitTelemetry(page);
  await page.getByRole("heading", { level: 1 }).click();
  await page.goto("/docs/keyboard");
  const metrics = async () => (await request.get("/metrics")).text();
  await expect
    .poll(metrics)
    .toMatch(/web_vital_lcp_seconds_count\{[^}]*page="\/shop\/\{tenant\}"[^}]*\} [1-9]/);
  await expect.poll(metrics).toMatch(/web_vital_ttfb_seconds_count\{[^}]*page="\/shop\/\{tenant\}"/);
  expect(await metrics()).not.toMatch(/^http_\w+\{[^}]*service="browser"/m);
  const { services } = await (await request.get("/services")).json();
  expect(services.map(({ id }: { id: string }) => id)).not.toContain("browser");
  await expect.poll(async () => (await linesOf(request, "LCP")).length).toBeGreaterThan(0);
});

test("an error that nothing caught is a log line in the trace of the click", async ({
  page,
  request,
  complaints,
}) => {
  complaints.expect(/a script stumbled/);
  await page.goto("/shop/merch");
  await awaitTelemetry(page);
  await page.evaluate(() => {
    addEventListener(
      "click",
      () => {
        fetch("/api/products?tenant=merch");
        throw new Error("a script stumbled");
      },
      { once: true },
    );
  });
  await page.getByRole("button", { name: "Add to cart Leaky Bucket" }).click();
  await expect.poll(() => linesOf(request, "a script stumbled")).toHaveLength(1);
  const [line] = await linesOf(request, "a script stumbled");
  expect(line).toMatchObject({
    level: "error",
    service: "browser",
    attributes: { "url.path": "/shop/merch" },
  });
  await expect
    .poll(async () => (await (await request.get(`/api/traces/${line.traceId}`)).json()).root)
    .toEqual({ service: "browser", name: "click add to cart" });
});

test("the shop does not mind when nobody takes the reports", async ({ page, complaints }) => {
  complaints.allow(/browser-telemetry/);
  await page.route(`**${ownReports}`, (route) => route.fulfill({ status: 500, body: "no" }));
  const shop = new ShopPage(page);
  await shop.open();
  await awaitTelemetry(page);
  await shop.addForGood("Flaky Cable");
  await expect(shop.badge).toContainText("1");
});

test("what breaks things on purpose leaves nothing in the browser's telemetry either", async ({
  page,
  request,
  faults,
}) => {
  await faults.arm({ kind: "outage", target: "cache-service", durationSeconds: 300 });
  await page.goto("/room/graph?selected=cache-service");
  await awaitTelemetry(page);
  const told: string[] = [];
  page.on("request", (sent) => {
    const { pathname } = new URL(sent.url());
    if (pathname === ownReports) told.push(sent.postData() ?? "");
    if (pathname.startsWith("/api/faults")) told.push(sent.headers().traceparent ?? "");
  });
  const [asked] = await Promise.all([
    page.waitForRequest((sent) => sent.url().includes("/api/faults") && sent.method() === "DELETE"),
    page.getByRole("button", { name: /^Halt all/ }).click(),
  ]);
  expect(asked.headers().traceparent).toBeUndefined();
  await page.goto("/docs/keyboard");
  expect(told.join(" ")).not.toMatch(/fault|halt/i);
  expect((await request.get("/api/faults")).ok()).toBe(true);
});

test("one setting turns it off: no script, no header, nobody to report to", async ({ browser }) => {
  const quiet = await startServer({ env: { BROWSER_TELEMETRY: "off" } });
  const context = await browser.newContext({ baseURL: quiet.url });
  try {
    const page = await context.newPage();
    const sent: { path: string; traceparent: string | undefined }[] = [];
    page.on("request", (request) =>
      sent.push({ path: new URL(request.url()).pathname, traceparent: request.headers().traceparent }),
    );
    const shop = new ShopPage(page);
    await shop.open();
    await shop.addForGood("Flaky Cable");
    await page.goto("/docs/keyboard");
    expect(sent.map(({ path }) => path)).toContain("/api/cart/items");
    expect(sent.filter(({ path, traceparent }) => path === ownReports || traceparent)).toEqual([]);
    expect(await page.evaluate(() => String(window.fetch))).toContain("[native code]");
    const answer = await context.request.post(ownReports, {
      data: { sentAtMs: 0, pageLoad: null, spans: [], vitals: [], lost: 0 },
    });
    expect(answer.status()).toBe(404);
  } finally {
    await context.close();
    await quiet.stop();
  }
});
