import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./kit/test.ts";
import { tracedRequest } from "./kit/traced-request.ts";
import { LogsPage } from "./pages/logs-page.ts";

/** A request whose line nobody else has; answers with what its line says. */
async function leaveLine(request: APIRequestContext, traceId: string, sort: string): Promise<string> {
  const spanId = randomBytes(8).toString("hex");
  const headers = { traceparent: `00-${traceId}-${spanId}-01` };
  const status = (await request.get(`/api/products?sort=${sort}`, { headers })).status();
  expect(status).toBe(sort === "price" ? 200 : 422);
  return `GET /api/products ${status}`;
}
const newTrace = () => randomBytes(16).toString("hex");

/** A few at a time: a crowd of hundreds opens as many connections, and on a busy machine some of them are given up. */
async function leaveLines(request: APIRequestContext, traceId: string, count: number) {
  const atOnce = 8;
  for (let left = count; left > 0; left -= atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, left) }, () => leaveLine(request, traceId, "price"));
    await Promise.all(batch);
  }
}

test("new lines appear by themselves, wait while somebody reads, and are all there afterwards", async ({
  page,
  request,
}) => {
  const traceId = newTrace();
  const logs = new LogsPage(page);
  await logs.open({ q: `trace:${traceId}` });
  await logs.isLive();
  await leaveLine(request, traceId, "price");
  await expect(logs.lines).toHaveCount(1);

  await logs.line("GET /api/products 200").click();
  await expect(logs.status).toHaveText("Paused");
  await leaveLine(request, traceId, "wrong");
  await leaveLine(request, traceId, "price");
  await expect(logs.button("2 new lines")).toBeVisible();
  await expect(logs.lines).toHaveCount(1);

  await logs.button("2 new lines").click();
  await expect(logs.lines).toHaveCount(3);
  await expect(logs.lines.nth(1)).toContainText("GET /api/products 422");
  await logs.isLive();
  // Its address says which line is open: with one it would come back paused, and only count what reaches it late.
  await page.keyboard.press("Escape");
  await expect(logs.opened).toHaveCount(0);
  await page.reload();
  await expect(logs.lines).toHaveCount(3);
});

test("Space pauses and resumes", async ({ page }) => {
  const logs = new LogsPage(page);
  await logs.open();
  await logs.isLive();
  await page.keyboard.press("Space");
  await expect(logs.status).toHaveText("Paused");
  await page.keyboard.press("Space");
  await logs.isLive();
});

test("a mistake is shown where it was made, and nothing is asked", async ({ page }) => {
  const logs = new LogsPage(page);
  await logs.open();
  await logs.ask("service:faultmart level:loud x");
  await expect(logs.filter).toHaveAttribute("aria-invalid", "true");
  await expect(logs.filter).toHaveAccessibleDescription(/At character 25: level is one of debug/);
  await expect(page.locator("[data-mistake]")).toHaveAttribute("data-mistake", "loud");
  await expect(page).toHaveURL(/\/room\/logs$/);
  await logs.ask("service:faultmart level:info");
  await expect(page).toHaveURL(/q=service/);
  await expect(page.locator("[data-mistake]")).toHaveCount(0);
});

test("a link with a mistake says so instead of showing other lines", async ({ page }) => {
  const logs = new LogsPage(page);
  await logs.open({ q: "level:loud" });
  await expect(page.getByRole("heading", { name: "This filter has a mistake" })).toBeVisible();
  await expect(logs.filter).toHaveAccessibleDescription(/level is one of/);
});

test("names and values are completed by keyboard", async ({ page, request }) => {
  await tracedRequest(request);
  const logs = new LogsPage(page);
  await logs.open();
  const services = page
    .getByRole("complementary", { name: "Facets" })
    .getByRole("region", { name: "Service" });
  await expect(services.getByRole("button", { name: /^faultmart/ })).toBeVisible();
  await logs.filter.pressSequentially("serv");
  await expect(page.getByRole("option")).toHaveCount(1);
  await logs.filter.press("Tab");
  await expect(logs.filter).toHaveValue("service:");
  await logs.filter.pressSequentially("faultm");
  await expect(page.getByRole("option", { name: "faultmart" })).toBeVisible();
  await logs.filter.press("ArrowDown");
  await logs.filter.press("Enter");
  await expect(logs.filter).toHaveValue("service:faultmart ");
  await logs.filter.press("Enter");
  await expect(page).toHaveURL(/q=service%3Afaultmart/);
});

test("a click in a facet or on a value keeps or leaves out, and a second one takes it back", async ({
  page,
  request,
}) => {
  const traceId = await tracedRequest(request, "/api/products?sort=wrong");
  const logs = new LogsPage(page);
  await logs.open({ q: `trace:${traceId}` });
  const facets = page.getByRole("complementary", { name: "Facets" });
  const level = facets.getByRole("region", { name: "Level" });
  await level.getByRole("button", { name: /^info/ }).click();
  await expect(logs.filter).toHaveValue(`trace:${traceId} level:info`);
  await expect(logs.lines).toHaveCount(1);
  await level.getByRole("button", { name: "Without info" }).click();
  await expect(page.getByRole("heading", { name: "No match" })).toBeVisible();
  await page.goBack();
  await logs.line("GET /api/products 422").click();
  await logs.opened.getByRole("button", { name: "Only lines with this http.response.status_code" }).click();
  await expect(logs.filter).toHaveValue(`trace:${traceId} level:info http.response.status_code:422`);
  await expect(logs.lines).toHaveCount(1);
});

test("an opened line leads to its trace, to what was said around it, and back by its link", async ({
  page,
  request,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const traceId = newTrace();
  for (const sort of ["price", "wrong", "price"]) await leaveLine(request, traceId, sort);
  await tracedRequest(request);
  const logs = new LogsPage(page);
  await logs.open({ q: `trace:${traceId}` });
  await logs.line("GET /api/products 422").click();
  await expect(logs.opened).toContainText(traceId);
  await logs.button("Show what was said around it").click();
  await page.getByText("This trace", { exact: true }).click();
  const around = page.getByRole("list", { name: "Lines around it" }).getByRole("listitem");
  await expect(around).toHaveCount(3);
  await expect(around.nth(1)).toHaveAttribute("aria-current", "true");

  await logs.opened.getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(link);
  await expect(logs.opened).toContainText("GET /api/products 422");
  await logs.opened.getByRole("link", { name: "Open its trace" }).click();
  await expect(page).toHaveURL(new RegExp(`/room/traces/${traceId}`));
});

test("drawing over the histogram asks for that time, and the table does so by keyboard", async ({
  page,
  request,
}) => {
  await tracedRequest(request);
  const logs = new LogsPage(page);
  await logs.open();
  const chart = page.locator("[data-histogram]");
  const box = await chart.boundingBox();
  if (!box) throw new Error("The histogram has no place");
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.99, box.y + 30);
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(logs.status).toContainText("Not live");

  await logs.open();
  await logs.button("View as table").click();
  await page.getByRole("region", { name: "Counts" }).getByRole("button").first().press("Enter");
  await expect(page).toHaveURL(/from=.*&to=/);
});

test("j and k go from line to line, Enter opens, Esc closes", async ({ page, request }) => {
  const traceId = newTrace();
  for (const sort of ["price", "wrong"]) await leaveLine(request, traceId, sort);
  const logs = new LogsPage(page);
  await logs.open({ q: `trace:${traceId}` });
  await expect(logs.lines).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(logs.line("422")).toBeFocused();
  await page.keyboard.press("j");
  await expect(logs.line("200")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(logs.opened).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(logs.opened).toHaveCount(0);
  await page.keyboard.press("k");
  await expect(logs.line("422")).toBeFocused();
});

test("older lines follow as one scrolls, and only those in sight are on the page", async ({
  page,
  request,
}) => {
  const traceId = newTrace();
  await leaveLines(request, traceId, 320);
  const logs = new LogsPage(page);
  await expect(async () => {
    const counted = await request.get(`/api/logs/histogram?traceId=${traceId}`);
    expect((await counted.json()).total).toBe(320);
  }).toPass({ timeout: 60_000 });
  await logs.open({ q: `trace:${traceId}` });
  await logs.isLive();
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(page.getByText("No older lines in this time.")).toBeInViewport({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(logs.status).toHaveText("Paused");
  await expect(logs.lines.last()).toHaveAttribute("aria-posinset", "320");
  expect(await logs.lines.count()).toBeLessThan(120);
  await page.keyboard.press("Home");
  await logs.isLive();
});

test("the lines can be taken along as a file", async ({ page, request }) => {
  const traceId = await tracedRequest(request);
  const logs = new LogsPage(page);
  await logs.open({ q: `trace:${traceId}` });
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV", exact: true }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^faultmart-logs-.*\.csv$/);
  expect((await readFile(await file.path(), "utf8")).split("\r\n")).toHaveLength(3);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("lines are read, narrowed and paged all the same", async ({ page, request }) => {
    const traceId = await tracedRequest(request);
    await page.goto("/room/logs");
    await page.getByLabel("Filter", { exact: true }).fill(`trace:${traceId}`);
    await page.getByRole("button", { name: "Search" }).click();
    const lines = page.getByRole("list", { name: /^Log lines/ }).locator("> li");
    await expect(lines).toHaveCount(1);
    await lines.locator("summary").click();
    await expect(lines.getByText(traceId).first()).toBeVisible();
  });
});
