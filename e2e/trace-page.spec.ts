import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { expectAccessible } from "./kit/expect-accessible.ts";
import { buyOrder } from "./kit/shopping.ts";
import { expect, test } from "./kit/test.ts";
import { TracePage } from "./pages/trace-page.ts";

const patient = { timeout: 60_000 };

/** Sends it and waits until its whole chain is on record. */
async function scripted(request: APIRequestContext, path: string, spans = 6): Promise<string> {
  const traceId = (await request.post(path)).headers()["x-trace-id"] ?? "";
  await expect
    .poll(async () => {
      const { spans = [] } = await (await request.get(`/api/traces/${traceId}`)).json();
      // The first span ends last.
      return spans.some((span: { parentSpanId: string | null }) => span.parentSpanId === null)
        ? spans.length
        : 0;
    }, patient)
    .toBeGreaterThanOrEqual(spans);
  return traceId;
}

test("keys walk through the rows, fold and open them, and the address says what is open", async ({
  page,
  request,
}) => {
  const trace = new TracePage(page);
  await trace.open(await scripted(request, "/checkout/success"));
  const rows = await trace.rows.count();
  await page.locator("main").press("j");
  await expect(trace.current).toHaveAttribute("aria-posinset", "1");
  await page.keyboard.press("h");
  await expect(trace.rows).toHaveCount(1);
  await page.keyboard.press("l");
  await expect(trace.rows).toHaveCount(rows);
  await page.keyboard.press("l");
  await expect(trace.current).toHaveAttribute("aria-posinset", "2");
  await expect(trace.current.getByRole("link")).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?(span|line)=/);
  await expect(trace.panel).toBeVisible();
  const second = page.url();
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(second);
  const third = page.url();
  await page.reload();
  await expect(page).toHaveURL(third);
  await expect(trace.panel).toBeVisible();
  await expect(trace.current).toHaveAttribute("aria-posinset", "3");
  await page.keyboard.press("Escape");
  await expect(trace.panel).toHaveCount(0);
  await expect(page).not.toHaveURL(/span=|line=/);
});

test("a failed trace says where it failed, leads from failure to failure, and shows them alone", async ({
  page,
  request,
}) => {
  const trace = new TracePage(page);
  await trace.open(await scripted(request, "/checkout/order-timeout", 5));
  await expect(trace.fact("Outcome")).toContainText("failed");
  await page.locator("main").press("e");
  await expect(trace.current).toContainText("Failed");
  await expect(page.getByText(/^1 of \d+ failed$/)).toBeVisible();
  await page.getByRole("button", { name: "Next failed span" }).click();
  await expect(page.getByText(/^2 of \d+ failed$/)).toBeVisible();
  await page.getByRole("button", { name: "Previous failed span" }).click();
  await expect(page.getByText(/^1 of \d+ failed$/)).toBeVisible();

  const all = await trace.spans.count();
  await trace.toggle("Errors only").click();
  await expect(page).toHaveURL(/only=errors/);
  await expect.poll(() => trace.spans.count()).toBeLessThan(all);
  await expect(trace.spans.last()).toContainText("Failed");

  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page).toHaveURL(/span=[0-9a-f]{16}/);
  await expect(trace.said("error")).toBeVisible();
});

test("spans are found by what they are called and by what they say inside", async ({ page, request }) => {
  const trace = new TracePage(page);
  await trace.open(await scripted(request, "/checkout/success"));
  const found = page.locator("#found");
  await page.locator("main").press("/");
  await expect(trace.search).toBeFocused();
  await page.keyboard.type("service:payment-service");
  await expect(found).toHaveText(/^\d+ found$/);
  await page.keyboard.press("Enter");
  await expect(found).toHaveText(/^1 of \d+$/);
  await expect(trace.current).toContainText("payment-service");
  await expect(page).toHaveURL(/find=service/);

  await trace.search.fill("server.address:*");
  await expect(found).toHaveText(/^\d+ found$|^\d+ of \d+$/);
  await trace.search.fill("nothing-says-this");
  await expect(found).toHaveText("none");
  await trace.search.fill("duration:>=soon");
  await expect(found).toContainText("200ms");
  await trace.search.fill("payment");
  await trace.search.blur();
  await page.keyboard.press("n");
  await expect(trace.current.locator("mark")).toHaveText("payment");
});

test("a part of the time fills the rows, by keyboard and by hand, and the address keeps it", async ({
  page,
  request,
}) => {
  const trace = new TracePage(page);
  await trace.open(await scripted(request, "/checkout/success"));
  const whole = page.getByRole("button", { name: "Show the whole time" });
  await expect(whole).toBeDisabled();
  await trace.edge("from").press("PageUp");
  await expect(page).toHaveURL(/zoom=\d+-\d+/);
  await trace.edge("until").press("PageDown");
  const zoomed = Number(await trace.edge("until").getAttribute("aria-valuenow"));
  expect(zoomed).toBeLessThan(Number(await trace.edge("until").getAttribute("aria-valuemax")));
  await page.reload();
  await expect(trace.edge("until")).toHaveAttribute("aria-valuenow", String(zoomed));
  await page.locator("main").press("0");
  await expect(page).not.toHaveURL(/zoom=/);

  const box = await trace.edge("from").locator("..").boundingBox();
  if (!box) throw new Error("The minimap is not there");
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/zoom=\d+-\d+/);
  await whole.click();
  await expect(page).not.toHaveURL(/zoom=/);
});

test("log lines stand at their moment below their span, and can be left out", async ({ page, request }) => {
  const trace = new TracePage(page);
  await trace.open(await scripted(request, "/checkout/success"));
  await expect(trace.lines.filter({ hasText: "payment done" })).toHaveCount(1);
  await trace.toggle("Log lines").click();
  await expect(trace.lines).toHaveCount(0);
  await expect(page).toHaveURL(/logs=off/);
  await trace.toggle("Log lines").click();
  await trace.lines.filter({ hasText: "payment done" }).getByRole("link").click();
  await expect(trace.panel.getByRole("heading", { name: "payment done" })).toBeVisible();
  await expect(trace.said("order_id")).toBeVisible();
});

test("what a span says leads to others that say it too", async ({ page, request }) => {
  const trace = new TracePage(page);
  await trace.open(await scripted(request, "/checkout/success"));
  await trace.spans.first().getByRole("link").click();
  await trace.said("http.response.status_code").click();
  await expect(
    trace.panel.getByRole("button", { name: "Copy the value of http.response.status_code" }),
  ).toBeVisible();
  await expect(
    trace.panel.getByRole("link", { name: "Log lines without it http.response.status_code 200" }),
  ).toHaveAttribute("href", /\/room\/logs\?q=-http.response.status_code%3A200&from=/);
  await expectAccessible(page);
  await trace.panel.getByRole("link", { name: "Traces with it http.response.status_code 200" }).click();
  await expect(page).toHaveURL(/\/room\/traces\?q=http.response.status_code%3A200/);
});

test("a trace is downloaded as OTLP JSON, a resource for each service", async ({ page, request }) => {
  const traceId = await scripted(request, "/checkout/success");
  await page.goto(`/room/traces/${traceId}`);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as OTLP JSON" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`trace-${traceId}.json`);
  const { resourceSpans } = JSON.parse(await readFile(await download.path(), "utf8"));
  const services = resourceSpans.map(
    ({ resource }: { resource: { attributes: { key: string; value: { stringValue: string } }[] } }) =>
      resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue,
  );
  expect(services).toEqual(expect.arrayContaining(["api-gateway", "order-service", "payment-service"]));
  expect(new Set(services).size).toBe(services.length);
});

test("an order's trace leads back to its receipt", async ({ page }) => {
  const order = await buyOrder(page.request);
  await page.goto(`/shop/merch/orders/${order.orderId}`);
  await page.getByRole("link", { name: "See the trace" }).click();
  await expect(page).toHaveURL(/\/room\/traces\/[0-9a-f]{32}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: "The receipt it came from" })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass(patient);
  await page.getByRole("link", { name: "The receipt it came from" }).click();
  await expect(page).toHaveURL(new RegExp(`/shop/merch/orders/${order.orderId}$`));
});

test("a failed request is compared with one of its kind that went well", async ({
  page,
  request,
  faults,
}) => {
  await faults.arm({ kind: "cart-click", target: "cart", parameters: { every: 3 } });
  const traces: string[] = [];
  for (let click = 0; click < 3; click += 1) {
    const answer = await request.post("/api/cart/items", {
      data: { tenant: "merch", sku: "FM-CL-03", quantity: 1 },
    });
    traces.push(answer.headers()["x-trace-id"] ?? "");
  }
  const [, , failed = ""] = traces;
  for (const traceId of traces)
    await expect.poll(async () => (await request.get(`/api/traces/${traceId}`)).status(), patient).toBe(200);
  await page.goto(`/room/traces/${failed}`);
  await page.getByRole("link", { name: "Compare with an unbroken request" }).click();
  await expect(page).toHaveURL(new RegExp(`/room/traces/[0-9a-f]{32}\\.\\.\\.${failed}$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("POST /api/cart/items");
  await expect(page.getByText(/B first failed in .*, where A did not/)).toBeVisible();
  await expect(page.getByRole("table", { name: "Operations that differ" })).toContainText("failed in B");
  const pairs = page.getByRole("list", { name: /^Spans of both/ }).getByRole("listitem");
  await expect(pairs.first()).toContainText("POST /api/cart/items");
  await page.getByRole("link", { name: "Swap A and B" }).click();
  await expect(page).toHaveURL(new RegExp(`/room/traces/${failed}\\.\\.\\.[0-9a-f]{32}$`));
  await expect(page.getByRole("table", { name: "Operations that differ" })).toContainText("failed in A");
});

test("a comparison that cannot be says why", async ({ page, request, complaints }) => {
  complaints.expect(/404/);
  const kept = await scripted(request, "/checkout/order-fail-pay", 4);
  const gone = `${"0".repeat(31)}1`;
  await page.goto(`/room/traces/${kept}...${kept}`);
  await expect(page.getByRole("heading", { name: "The same trace twice" })).toBeVisible();
  await page.goto(`/room/traces/${kept}...${gone}`);
  await expect(page.getByRole("heading", { name: "One of the two is not kept" })).toBeVisible();
  await expect(page.getByText(gone)).toBeVisible();
  const answer = await page.goto(`/room/traces/${kept}...nonsense`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("two of them with three dots in between")).toBeVisible();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the rows are there, and each opens", async ({ page, request }) => {
    const trace = new TracePage(page);
    await trace.open(await scripted(request, "/checkout/success"));
    await expect(trace.spans.filter({ hasText: "payment-service" }).first()).toBeVisible();
    await trace.spans.first().getByRole("link").click();
    await expect(page).toHaveURL(/\?span=/);
    await expect(trace.said("http.response.status_code")).toBeVisible();
    await trace.panel.getByRole("link", { name: "Close" }).click();
    await expect(trace.panel).toHaveCount(0);
  });
});
