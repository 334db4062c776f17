import type { APIRequestContext } from "@playwright/test";
import type { AlertList } from "#lib/contract/alert-answers.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { expectAccessible } from "./kit/expect-accessible.ts";
import { expect, test } from "./kit/test.ts";
import { GraphPage } from "./pages/graph-page.ts";
import { GraphPast } from "./pages/graph-past.ts";

/** Faults take their time, and a busy machine its own. */
const patient = { timeout: 90_000 };
const minuteMs = 60_000;

for (const each of [test.beforeEach, test.afterEach])
  each(async ({ request }) => {
    await request.delete("/api/faults");
  });

async function statusOf(request: APIRequestContext, id: string, atMs?: number) {
  const answer = await request.get(`/api/graph${atMs === undefined ? "" : `?at=${atMs}`}`);
  const { services } = (await answer.json()) as PastGraph;
  return services.find((one) => one.id === id)?.status;
}

/** Breaks the database, and ends that once it shows; answers with a moment at which it was broken. */
async function breakForAMoment(request: APIRequestContext, until: () => Promise<unknown>): Promise<number> {
  const data = { kind: "outage", target: "db-service", durationSeconds: 120 };
  expect((await request.post("/api/faults", { data })).status()).toBe(201);
  await until();
  const atMs = Date.now();
  await expect.poll(() => statusOf(request, "db-service", atMs), patient).toBe("failed");
  await request.delete("/api/faults");
  await expect
    .poll(async () => {
      const { services } = await (await request.get("/services")).json();
      return services.find((one: { id: string }) => one.id === "db-service").status;
    }, patient)
    .not.toBe("failed");
  return atMs;
}

test("a service that is well again is seen as it was when it failed, and nothing there can be broken", async ({
  page,
  request,
}) => {
  const atMs = await breakForAMoment(request, () =>
    expect.poll(() => statusOf(request, "db-service"), patient).toBe("failed"),
  );
  const [graph, past] = [new GraphPage(page), new GraphPast(page)];
  await page.goto(`/room/graph?at=${atMs}&selected=db-service`);
  await expect(past.bar).toContainText("Past");
  await expect(past.bar).toContainText(/Graph at \d\d:\d\d:\d\d · .+ ago/);
  expect(await past.at()).toBe(atMs);
  await expect(graph.place("db-service")).toContainText("Failed");
  await expect(graph.place("db-service")).not.toContainText("left");
  await expect(page.getByTitle("Outage on db-service")).toBeVisible();

  const panel = graph.panel("Database");
  await expect(panel).toContainText("Failed");
  await expect(panel).toContainText("at its worst in that minute");
  await expect(panel.getByRole("img", { name: /over the 15 minutes up to/ }).first()).toBeVisible();
  await expect(panel.getByRole("button", { name: "Break this…" })).toHaveCount(0);
  await expect(panel).toContainText("The past cannot be broken.");
  const traces = new URL(
    (await panel.getByRole("link", { name: "Traces" }).getAttribute("href")) ?? "",
    page.url(),
  );
  expect(traces.searchParams.get("to")).toBe(new Date(atMs).toISOString());
  await graph.place("db-service").click({ button: "right" });
  await expect(graph.menu).toContainText("the past cannot be broken");
  await expect(graph.menu.getByRole("menuitem", { name: "Break this…" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await graph.choose("View", "Table");
  await expect(graph.row("db-service")).toContainText("Failed");
  await expectAccessible(page);
  await past.bar.getByRole("link", { name: "Back to now" }).click();
  await expect(past.bar).toHaveCount(0);
  await expect(page.getByRole("status").first()).toHaveText("Live");
  await expect(graph.row("db-service")).not.toContainText("Failed", patient);
  await expect(panel.getByRole("button", { name: "Break this…" })).toBeVisible();
});

test("a minute earlier and later, by key and by click, until now; the view stays where it was", async ({
  page,
  request,
}) => {
  // Of a server that has just started there is no minute ago.
  const aMinuteAgo = async () => (await request.get(`/api/graph?at=${Date.now() - minuteMs}`)).status();
  await expect.poll(aMinuteAgo, patient).toBe(200);
  const [graph, past] = [new GraphPage(page), new GraphPast(page)];
  await graph.open("?metric=latency");
  await expect(graph.place("api-gateway")).toContainText("ms");
  await page.getByRole("button", { name: "Zoom in" }).click();
  const view = await graph.restingViewport();
  await page.keyboard.press(",");
  await expect(past.bar).toBeVisible();
  expect(Math.abs(Date.now() - minuteMs - (await past.at()))).toBeLessThan(minuteMs);
  await expect(page).toHaveURL(/at=.+&metric=latency/);
  expect(await graph.viewport()).toBe(view);
  const first = await past.at();
  await page.keyboard.press(".");
  // Either the next minute is over by now, or this is it.
  await expect
    .poll(async () => (await past.bar.count()) === 0 || (await past.at()) === first + minuteMs)
    .toBe(true);
  await page.goBack();
  await expect.poll(() => past.at()).toBe(first);
  await page.getByRole("button", { name: "Another time…" }).click();
  await graph.dialog.getByLabel("Time", { exact: true }).fill("2100-01-01T00:00:00");
  await graph.dialog.getByRole("button", { name: "Show the graph" }).click();
  await expect(graph.dialog).toContainText("This is yet to come");
  await page.keyboard.press("Escape");
  await past.bar.getByRole("link", { name: "Back to now" }).click();
  await expect(page.getByRole("button", { name: "A minute ago" })).toBeVisible();
});

test("a time that cannot be shown says why, and leads to now and to the oldest there is", async ({
  page,
}) => {
  const past = new GraphPast(page);
  for (const [at, why] of [
    ["soon", "The address names no time"],
    ["2100-01-01T00:00:00Z", "That time is yet to come"],
    ["2000-01-01T00:00:00Z", "Nothing so old is kept"],
  ] as const) {
    await page.goto(`/room/graph?at=${at}`);
    await expect(page.getByRole("heading", { name: why })).toBeVisible();
    await expect(page.getByRole("link", { name: "Show the graph of now" })).toHaveAttribute(
      "href",
      "/room/graph",
    );
  }
  await page.getByRole("link", { name: "Show the oldest there is" }).click();
  await expect(past.bar).toBeVisible();
  await expect(past.bar.getByRole("button", { name: "A minute earlier" })).toBeDisabled();
});

test("an alert leads to the graph of its time, with what it is about chosen", async ({ page, request }) => {
  const open = async () => {
    const { alerts } = (await (await request.get("/api/alerts?q=subject:db-service")).json()) as AlertList;
    return alerts.find(({ rule }) => rule === "error-rate");
  };
  await breakForAMoment(request, () => expect.poll(open, patient).toBeTruthy());
  const { alerts } = (await (
    await request.get("/api/alerts?state=resolved&q=subject:db-service")
  ).json()) as AlertList;
  const alert = (await open()) ?? alerts.find(({ rule }) => rule === "error-rate");
  expect(alert?.links.graph).toContain("/room/graph?at=");
  await page.goto(alert?.links.self ?? "");
  await page.getByRole("link", { name: "Graph at that time" }).click();
  const [graph, past] = [new GraphPage(page), new GraphPast(page)];
  await expect(past.bar).toBeVisible();
  await expect(graph.panel("Database")).toContainText("Failed");
  const apartMs = Math.abs((await past.at()) - Date.parse(alert?.startedAt ?? ""));
  expect(apartMs).toBeLessThanOrEqual(minuteMs);
});
