import { expectAccessible } from "./kit/expect-accessible.ts";
import { expect, test } from "./kit/test.ts";
import { GraphPage } from "./pages/graph-page.ts";

const allNine = [
  "api-gateway",
  "auth-service",
  "cache-service",
  "db-service",
  "inventory-service",
  "notification-service",
  "order-service",
  "payment-service",
  "user-service",
];

/** Faults take their time, two browsers theirs, and a busy machine its own. */
const patient = { timeout: 90_000 };
/** On a busy machine services are truly slow. One that fails says how much instead of how slow it is. */
const well = /Healthy|latencyDegraded/;

// A server starts with one, and what one test armed is not for the next.
for (const each of [test.beforeEach, test.afterEach])
  each(async ({ request }) => {
    await request.delete("/api/faults");
  });

test("two browsers see db-service fail upon the click, and its callers suffer", async ({
  page,
  browser,
  server,
}) => {
  const apart = await browser.newContext({ baseURL: server.url });
  const graph = new GraphPage(page);
  const other = new GraphPage(await apart.newPage());
  for (const each of [graph, other]) await each.open();
  const delayMs = await delayOfFailure(graph, other);
  // Said and not judged: it tells of the machine as much as of us. `npm run bench` judges it.
  test.info().annotations.push({ type: "from click to red", description: `${delayMs} ms` });

  for (const caller of ["auth-service", "inventory-service", "api-gateway"])
    await expect(other.place(caller)).toContainText(/Degraded|Failed/, patient);
  await expect(other.place("notification-service")).toContainText(well, patient);
  await expect(other.page.getByTitle("Outage on db-service")).toBeVisible();
  await expect(other.haltButton).toContainText("1");
  await apart.close();
});

/** From the click until both show the failure, without what a bare request of that moment took. */
async function delayOfFailure(graph: GraphPage, other: GraphPage): Promise<number> {
  const both = [graph, other];
  for (const each of both) {
    await expect(each.haltButton).toBeHidden(patient);
    await expect(each.place("db-service")).toContainText(well, patient);
    await each.noteWhenFailed("db-service");
  }
  await graph.noteClicks();
  expect((await graph.breakFor("db-service", 300)).status()).toBe(201);
  for (const each of both) await expect(each.place("db-service")).toContainText("Failed", patient);
  const failedMs = await Promise.all(both.map((each) => each.whenFailed()));
  return Math.max(...failedMs) - (await graph.whenClickAnswered());
}

test("a fault ends by itself, and everybody recovers", async ({ page, request }) => {
  const graph = new GraphPage(page);
  await graph.open();
  await expect(graph.place("db-service")).toContainText(well, patient);
  // As long as a slow browser needs to see it at all.
  const data = { kind: "outage", target: "db-service", durationSeconds: 20 };
  expect((await request.post("/api/faults", { data })).status()).toBe(201);
  await expect(graph.place("db-service")).toContainText("Failed");
  await expect(graph.haltButton).toBeHidden(patient);
  for (const id of allNine) await expect(graph.place(id)).toContainText(well, patient);
});

test("what was armed can be ended from its panel, and everything halted by key", async ({
  page,
  request,
}) => {
  const graph = new GraphPage(page);
  await graph.open("?selected=notification-service");
  for (const target of ["notification-service", "order-service->notification-service"]) {
    const data = { kind: "latency", target, durationSeconds: 300 };
    expect((await request.post("/api/faults", { data })).status()).toBe(201);
  }
  await expect(graph.haltButton).toContainText("2");
  await graph.panel("Notifications").getByRole("button", { name: "End it now" }).click();
  await expect(graph.haltButton).toContainText("1");
  await page.locator("body").press("Control+Shift+X");
  await expect(graph.haltButton).toBeHidden();
  const { faults } = await (await request.get("/api/faults")).json();
  expect(faults.filter(({ state }: { state: string }) => state === "armed")).toEqual([]);
});

test("a form that is filled in wrongly says so at the field, and says whom it can hurt", async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.open();
  await graph.bringIntoSight("payment-service");
  await page.getByRole("button", { name: "Actions for Payments" }).click();
  await graph.menu.getByRole("menuitem", { name: "Break this…" }).click();
  await expect(graph.dialog.getByRole("region", { name: "Predicted reach" })).toContainText(
    "order-service, api-gateway",
  );
  await graph.dialog.getByLabel("What breaks").selectOption("latency");
  const wait = graph.dialog.getByLabel("Delay, ms");
  await wait.fill("soon");
  await graph.dialog.getByRole("button", { name: "Arm it" }).click();
  await expect(wait).toHaveAccessibleDescription(/A number from 1 to/);
  await expect(graph.dialog.getByRole("button", { name: "Copy as curl" })).toBeHidden();
  await wait.fill("300");
  await expect(graph.dialog.getByRole("button", { name: "Copy as curl" })).toBeVisible();
});

test("the keyboard alone finds a service, walks the graph, opens its panel and its menu", async ({
  page,
}) => {
  const graph = new GraphPage(page);
  await graph.open();
  await expect(graph.place("api-gateway")).toBeVisible();
  await page.keyboard.press("/");
  await expect(graph.search).toBeFocused();
  await page.keyboard.type("database");
  await expect(page.getByText("1 match")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(graph.search).toHaveValue("");

  await graph.search.focus();
  for (let count = 0; count < 60 && !(await isFocused(graph, "api-gateway")); count += 1)
    await page.keyboard.press("Tab");
  await expect(graph.place("api-gateway")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(graph.place("api-gateway")).not.toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(graph.place("api-gateway")).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(graph.panel("API gateway").getByRole("heading", { name: "API gateway" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(graph.panel("API gateway")).toBeHidden();
  await expect(graph.place("api-gateway")).toBeFocused();

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(graph.menu).toBeVisible();
  const last = graph.menu.getByRole("menuitem", { name: "Focus here" });
  await expect(graph.menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(last).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/focus=api-gateway/);
});

async function isFocused(graph: GraphPage, id: string): Promise<boolean> {
  return graph.place(id).evaluate((element) => element === document.activeElement);
}

test("pan and zoom stay while numbers change, and after a reload", async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.open();
  const fitted = await graph.restingViewport();
  await page.getByRole("button", { name: "Zoom in" }).click();
  const zoomed = await graph.restingViewport(fitted);
  await page.mouse.move(120, 300);
  await page.mouse.down();
  await page.mouse.move(180, 330, { steps: 4 });
  await page.mouse.up();
  const placed = await graph.restingViewport(zoomed);

  const [before = ""] = await graph.place("api-gateway").allInnerTexts();
  await expect(graph.place("api-gateway")).not.toHaveText(before, { timeout: 60_000, useInnerText: true });
  expect(await graph.viewport()).toBe(placed);
  await page.reload();
  await expect(graph.place("api-gateway")).toBeVisible();
  await expect.poll(() => graph.viewport()).toBe(placed);
});

test("the table shows what the graph shows, in the order one asks for", async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.open();
  await expect(graph.place("api-gateway")).toBeVisible();
  await page.locator("body").press("Space");
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  const drawn = await graph.drawn();
  expect(drawn).toEqual(allNine);
  const shown = await Promise.all(drawn.map(async (id) => (await graph.place(id).allInnerTexts()).join("")));
  await graph.choose("View", "Table");
  for (const [index, id] of drawn.entries()) {
    const [, status = "", rate = ""] =
      shown[index]?.match(/(Healthy|Degraded|Failed)\s+traffic\s+(\S+)$/) ?? [];
    await expect(graph.row(id)).toContainText(status);
    await expect(graph.row(id).getByRole("cell").nth(1)).toHaveText(rate);
  }
  await page.getByRole("columnheader", { name: "Requests" }).getByRole("button").click();
  await expect(page).toHaveURL(/sort=-requests/);
  const rates = () =>
    page
      .getByRole("table", { name: /^Services/ })
      .locator("tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) => Number.parseFloat(row.querySelectorAll("td")[1]?.textContent ?? "")),
      );
  const sorted = (await rates()).sort((one, another) => another - one);
  await expect.poll(rates).toEqual(sorted);
});

test("the address alone reproduces the view", async ({ page, browser, server }) => {
  const graph = new GraphPage(page);
  await graph.open();
  await graph.choose("Number on nodes and edges", "Latency");
  await graph.search.fill("pay");
  await page.getByRole("combobox", { name: "Focus on" }).selectOption("order-service");
  await expect(graph.place("payment-service")).toBeVisible();
  await expect.poll(() => graph.drawn()).not.toContain("db-service");
  await graph.bringIntoSight("payment-service");
  await graph.place("payment-service").click();
  await expect(graph.panel("Payments")).toBeVisible();

  const apart = await browser.newContext({ baseURL: server.url });
  const other = new GraphPage(await apart.newPage());
  await other.page.goto(page.url());
  await expect(other.panel("Payments")).toBeVisible();
  await expect(other.search).toHaveValue("pay");
  await expect(other.page.getByRole("radio", { name: "Latency" })).toBeChecked();
  await expect.poll(() => other.drawn()).toEqual(await graph.drawn());
  await other.page.getByRole("button", { name: "Show all" }).click();
  await expect.poll(() => other.drawn()).toEqual(allNine);
  await other.page.goBack();
  await expect.poll(() => other.drawn()).not.toContain("db-service");
  await apart.close();
});

test("a search without a match and a focus on nobody say so and lead back", async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.open("?q=nothing-of-this-name");
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page.getByRole("heading", { name: "No match" })).toBeHidden();
  await graph.open("?focus=nobody");
  await page.getByRole("button", { name: "Show every service" }).click();
  await expect(graph.place("api-gateway")).toBeVisible();
});

test("a service that does not exist is a page that says so", async ({ page, complaints }) => {
  complaints.expect(/404/);
  const answer = await page.goto("/room/services/nobody");
  expect(answer?.status()).toBe(404);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    test(`with trouble, a panel and a mark on it, the graph is accessible: ${colorScheme}, ${width} px`, async ({
      page,
      request,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript((theme) => localStorage.setItem("faultmart.theme", theme), colorScheme);
      const data = { kind: "outage", target: "cache-service", durationSeconds: 300 };
      expect((await request.post("/api/faults", { data })).status()).toBe(201);
      const graph = new GraphPage(page);
      await graph.open("?metric=errors&selected=cache-service");
      await expect(graph.place("cache-service")).toContainText("Failed");
      await expect(graph.panel("Cache").getByRole("button", { name: "End it now" })).toBeVisible();
      await expect(graph.panel("Cache").getByRole("img", { name: /Requests over the last/ })).toBeVisible();
      await expectAccessible(page);
    });
  }
}
