import { expect, test } from "./kit/test.ts";
import { tracedRequest } from "./kit/traced-request.ts";
import { TracesPage } from "./pages/traces-page.ts";

const products = "operation=GET+%2Fapi%2Fproducts";

test("filters narrow the list of traces, stay in the address, and can be cleared", async ({
  page,
  request,
}) => {
  const traceId = await tracedRequest(request, "/api/products?sort=price");
  const traces = new TracesPage(page);
  await traces.open(`?${products}`);
  await traces.field("service").selectOption("faultmart");
  await traces.field("status").selectOption("ok");
  await traces.apply();
  await expect(page).toHaveURL(/service=faultmart&operation=GET.*&status=ok/);
  await expect(traces.row(traceId)).toHaveCount(1);
  await page.reload();
  await expect(traces.field("service")).toHaveValue("faultmart");
  await traces.field("minDurationMs").fill("600000");
  await traces.apply();
  await expect(page.getByRole("heading", { name: "No match" })).toBeVisible();
  await page.getByRole("link", { name: "Show all traces" }).click();
  await expect(traces.rows.first()).toBeVisible();
  await expect(page).toHaveURL(/\/room\/traces$/);
});

test("a filter finds traces by what their spans say", async ({ page, request }) => {
  const fine = await tracedRequest(request);
  const refused = await tracedRequest(request, "/api/products?sort=backwards");
  const traces = new TracesPage(page);
  await traces.open();
  await page.keyboard.press("/");
  await expect(traces.filter).toBeFocused();
  await traces.filter.fill("products http.response.status_code:422");
  await traces.filter.press("Enter");
  await expect(page).toHaveURL(/q=products/);
  await expect(traces.row(refused)).toHaveCount(1);
  await expect(traces.row(fine)).toHaveCount(0);
});

test("a mistake in the filter is shown at its place, and nothing is searched", async ({ page }) => {
  const traces = new TracesPage(page);
  await traces.open("?q=checkout+status%3Abroken");
  await expect(page.getByRole("heading", { name: "The filter has a mistake" })).toBeVisible();
  await expect(page.locator("mark")).toHaveText("broken");
  await expect(traces.filter).toHaveAttribute("aria-invalid", "true");
  await traces.filter.fill("checkout status:error");
  await expect(page.locator("mark")).toHaveCount(0);
});

test("a part of the picture, chosen by dragging, narrows time and duration", async ({ page, request }) => {
  const traceId = await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?${products}&live=off`);
  await expect(traces.summary).toContainText(/\d+ traces?,/);
  const box = await traces.picture.boundingBox();
  if (!box) throw new Error("The picture is not there");
  await page.mouse.move(box.x + box.width * 0.2, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, box.y + box.height * 0.5, { steps: 4 });
  await expect(traces.summary).toContainText("–");
  await page.mouse.move(box.x + box.width - 2, box.y + box.height - 4, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page).not.toHaveURL(/DurationMs/);
  await expect(traces.row(traceId)).toHaveCount(1);
  await page.goBack();
  await expect(page).not.toHaveURL(/from=/);
});

test("the picture is worked by keys, and read as a table", async ({ page, request }) => {
  await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?${products}&live=off`);
  await traces.picture.focus();
  await page.keyboard.press("ArrowUp");
  await expect(traces.summary).toContainText("·");
  await page.keyboard.press("Escape");
  await expect(traces.summary).toContainText(/\d+ traces?,/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=.*&to=.*DurationMs=/);
  await traces.open(`?${products}&live=off`);
  await page.getByText("View as table").click();
  const table = page.getByRole("region", { name: "Traces by the time they began" });
  await table.getByRole("link").last().click();
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(traces.rows.first()).toBeVisible();
});

test("new traces come by themselves, but not under the pointer", async ({ page, request }) => {
  await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?${products}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const arrived = await tracedRequest(request);
  await expect(traces.row(arrived)).toHaveCount(1);
  await traces.rows.first().hover();
  const before = await traces.ids();
  await tracedRequest(request);
  await expect(traces.newTraces).toBeVisible();
  expect(await traces.ids()).toEqual(before);
  await traces.newTraces.click();
  await expect.poll(() => traces.ids()).not.toEqual(before);
});

test("Space stops and resumes, and the address keeps it", async ({ page, request }) => {
  await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?${products}`);
  await page.keyboard.press("Space");
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/live=off/);
  await page.reload();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.locator("main").press("Space");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(/live=off/);
});

test("older pages go on where newer ones end, and lead back", async ({ page, request }) => {
  for (let count = 0; count < 3; count += 1) await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?limit=2&${products}&live=off`);
  const newest = await traces.ids();
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole("button", { name: "Pause" })).toHaveCount(0);
  await expect.poll(() => traces.ids()).not.toContain(newest[0]);
  expect((await traces.ids()).filter((id) => newest.includes(id))).toEqual([]);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page).not.toHaveURL(/cursor=/);
});

test("the slowest come first when asked for", async ({ page, request }) => {
  for (let count = 0; count < 3; count += 1) await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?${products}&live=off`);
  await page.getByRole("link", { name: "Sort by Duration" }).click();
  await expect(page).toHaveURL(/order=slowest/);
  await expect(page.getByRole("columnheader", { name: "Duration" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
});

test("two traces are picked by keys and compared", async ({ page, request }) => {
  for (let count = 0; count < 2; count += 1) await tracedRequest(request);
  const traces = new TracesPage(page);
  await traces.open(`?${products}&live=off`);
  await page.locator("main").press("j");
  await expect(traces.rows.first()).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("region", { name: "Compare two traces" })).toContainText("Pick another");
  await traces.rows.first().focus();
  await page.keyboard.press("j");
  await expect(traces.rows.nth(1)).toBeFocused();
  await page.keyboard.press("x");
  const [first, second] = await traces.ids();
  await expect(page.getByRole("link", { name: "Compare" })).toHaveAttribute(
    "href",
    `/room/traces/${first}...${second}`,
  );
  await page.reload();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
});

test("an answer that is missing is said, with what was known before", async ({
  page,
  request,
  complaints,
}) => {
  complaints.allow(/503/);
  const traceId = await tracedRequest(request);
  const traces = new TracesPage(page);
  await page.route("**/api/traces?*", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ code: "unavailable", detail: "The question took too long.", requestId: "r-17" }),
    }),
  );
  await traces.open(`?${products}`);
  await expect(page.getByText("Not up to date")).toBeVisible();
  await expect(page.getByText("The question took too long.")).toBeVisible();
  await expect(page.getByText("r-17")).toBeVisible();
  await expect(traces.row(traceId)).toHaveCount(1);
  await page.unroute("**/api/traces?*");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the list is read, narrowed and gone through", async ({ page, request }) => {
    for (let count = 0; count < 3; count += 1) await tracedRequest(request);
    const traces = new TracesPage(page);
    await traces.open(`?limit=2&${products}`);
    await traces.field("status").selectOption("ok");
    await traces.apply();
    await expect(page).toHaveURL(/status=ok/);
    await expect(traces.rows).toHaveCount(2);
  });
});
