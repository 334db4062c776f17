import { pressInOneGo } from "./kit/keys.ts";
import { expect, test } from "./kit/test.ts";
import { tracedRequest } from "./kit/traced-request.ts";
import { TracePage } from "./pages/trace-page.ts";

test("a request is found by its trace id, with its spans and what was logged meanwhile", async ({
  page,
  request,
}) => {
  const traceId = await tracedRequest(request);
  const trace = new TracePage(page);
  await trace.open(traceId);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("GET /api/products");
  await expect(trace.fact("Outcome")).toHaveText("Nothing failed");
  await expect(page.getByRole("note")).toContainText("The caller of the first span is not here");

  const first = trace.spans.first();
  await expect(first).toContainText("GET /api/products");
  await first.getByRole("link").click();
  await expect(trace.said("http.response.status_code")).toBeVisible();

  await expect(trace.lines).toHaveCount(1);
  await trace.lines.getByRole("link").click();
  await expect(trace.panel.getByRole("heading", { name: "GET /api/products 200" })).toBeVisible();

  await page.getByRole("link", { name: "Open its log lines among the logs" }).click();
  await expect(page).toHaveURL(new RegExp(`/room/logs\\?traceId=${traceId}`));
  await expect(page.getByRole("listitem").filter({ hasText: "GET /api/products 200" })).toHaveCount(1);
});

test("a trace that is not there says why that may be", async ({ page, complaints }) => {
  complaints.expect(/404/);
  for (const id of [`${"0".repeat(31)}1`, "not-an-id"]) {
    const answer = await page.goto(`/room/traces/${id}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "No such trace" })).toBeVisible();
  }
});

test("keys lead to the traces and to the logs", async ({ page }) => {
  await page.goto("/room");
  await pressInOneGo(page, "g", "t");
  await expect(page).toHaveURL(/\/room\/traces$/);
  await pressInOneGo(page, "g", "l");
  await expect(page).toHaveURL(/\/room\/logs$/);
});
