import type { APIRequestContext } from "@playwright/test";
import type { AlertList } from "#lib/contract/alert-answers.ts";
import { expectAccessible } from "./kit/expect-accessible.ts";
import { expect, test } from "./kit/vendors.ts";
import { AlertsPage } from "./pages/alerts-page.ts";

const about = (subject: string) => ({ q: `subject:${subject}` });

test("what is acknowledged in one browser is so in every other, and after a reload", async ({
  page,
  browser,
  server,
  takeOffline,
}) => {
  const alert = await takeOffline("V0003");
  const apart = await browser.newContext({ baseURL: server.url });
  const [board, other] = [new AlertsPage(page), new AlertsPage(await apart.newPage())];
  await board.open(about("V0003"));
  await other.open(about("V0003"));
  await board.acknowledge(alert);
  for (const each of [board, other]) {
    await expect(each.row(alert)).toContainText("Acknowledged by operator");
    await expect(each.row(alert).getByRole("button", { name: "Acknowledge" })).toHaveCount(0);
  }
  await page.reload();
  await expect(board.row(alert)).toContainText("Acknowledged by operator");
  await apart.close();
});

test("who lost the server is told that it is old, and agrees again once it is back", async ({
  page,
  context,
  request,
  complaints,
  takeOffline,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED/);
  const alert = await takeOffline("V0004");
  const board = new AlertsPage(page);
  await board.open(about("V0004"));
  await expect(board.row(alert)).not.toContainText("Last known");
  await context.setOffline(true);
  await expect(board.row(alert)).toContainText("Last known");
  const data = { ids: [alert.id], action: "acknowledge", note: "A courier is on the way" };
  expect((await request.post("/api/alerts/actions", { data })).ok()).toBe(true);
  await expect(board.row(alert)).not.toContainText("courier");
  await context.setOffline(false);
  await board.isLive();
  await expect(board.row(alert)).toContainText("Acknowledged: A courier is on the way");
});

test("a click that the server refuses is taken back, with the reason", async ({
  page,
  complaints,
  takeOffline,
}) => {
  complaints.expect(/503/);
  const alert = await takeOffline("V0005");
  const board = new AlertsPage(page);
  await board.open(about("V0005"));
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/alerts/actions", async (route) => {
    await asked;
    await route.fulfill({
      status: 503,
      json: { code: "unavailable", detail: "The database does not answer." },
    });
  });
  await board.acknowledge(alert);
  await expect(board.row(alert)).toContainText("Acknowledged");
  answer();
  await expect(board.row(alert)).not.toContainText("Acknowledged");
  await expect(page.getByText("The database does not answer.")).toBeVisible();
});

test("a hidden tab says by title and icon what begins to fire, and sounds if it was asked to", async ({
  page,
  request,
  takeOffline,
}) => {
  await page.addInitScript(() => {
    Object.assign(window, { notes: 0 });
    const begin = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function start(...when) {
      Object.assign(window, { notes: Number(Reflect.get(window, "notes")) + 1 });
      begin.apply(this, when);
    };
  });
  const notes = () => page.evaluate(() => Number(Reflect.get(window, "notes")));
  const board = new AlertsPage(page);
  await board.open();
  await expect(board.sound).not.toBeChecked();
  await board.sound.click();
  await expect.poll(notes).toBe(1);
  await page.reload();
  await expect(board.sound).toBeChecked();
  await board.isLive();
  await page.getByRole("heading", { level: 1 }).click();
  await board.hide();

  const aWeek = 10_080;
  expect((await takeOffline("V0006", aWeek)).severity).toBe("cherry");
  await expect.poll(notes).toBe(1);
  await expect(async () => {
    const firing = await countFiring(request);
    expect(firing).toBeGreaterThan(0);
    expect(await board.signs()).toEqual([firing, firing]);
  }).toPass({ timeout: 60_000 });
  await page.getByRole("link", { name: "Silences" }).click();
  await expect(page).toHaveTitle(/^\(\d+\) Silences · Faultmart$/);
});

async function countFiring(request: APIRequestContext): Promise<number> {
  const { alerts }: AlertList = await (await request.get("/api/alerts?state=firing&limit=1000")).json();
  return alerts.filter(({ inhibitedBy }) => inhibitedBy === null).length;
}

test("a silence is prefilled, says whom it covers, and is ended where all of them stand", async ({
  page,
  takeOffline,
}) => {
  const alert = await takeOffline("V0007");
  const board = new AlertsPage(page);
  await board.open(about("V0007 rule:vendor-status"));
  await board.row(alert).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await expect(board.silence.getByLabel("Alerts it is for")).toHaveValue(
    "kind:vendor rule:vendor-status subject:V0007",
  );
  await expect(board.silence.getByRole("status")).toContainText("Covers 1 open alert");
  await board.silence.getByLabel("Why").fill("It moves house");
  await board.silence.getByRole("button", { name: "Silence" }).click();
  await expect(board.row(alert)).toContainText("Silenced until");

  await page.getByRole("link", { name: "Silences" }).click();
  const silence = page.getByRole("listitem").filter({ hasText: "It moves house" });
  await expect(silence).toContainText("Covers 1 open alert");
  await silence.getByRole("button", { name: /^End/ }).click();
  await expect(silence).toContainText("Ended");
  await board.open(about("V0007 rule:vendor-status"));
  await expect(board.row(alert).getByRole("button", { name: "Acknowledge" })).toBeVisible();
});

test("by keyboard: to a row, into it, along its last day, and a whole group at once", async ({
  page,
  takeOffline,
}) => {
  const [alert, another] = [await takeOffline("V0008"), await takeOffline("V0009")];
  const board = new AlertsPage(page);
  await board.open({ q: "subject:V0008,V0009 rule:vendor-status", group: "rule" });
  await expect(board.row(another)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const day = page.getByRole("slider", { name: /^The last day/ });
  await day.focus();
  await page.keyboard.press("Home");
  await expect(day).toHaveAttribute("aria-valuetext", /nothing$/);
  await page.keyboard.press("End");
  await expect(day).not.toHaveAttribute("aria-valuetext", /nothing$/);
  await page.keyboard.press("Escape");
  await expect(day).toHaveCount(0);

  await page.getByRole("button", { name: "Acknowledge all 2 of Vendor status" }).click();
  for (const each of [alert, another]) await expect(board.row(each)).toContainText("Acknowledged");
});

test("an alert's page tells its story and leads to the evidence; what is resolved leaves the board", async ({
  page,
  request,
  takeOffline,
}) => {
  const alert = await takeOffline("V0010");
  await page.goto(alert.links.self);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(alert.title);
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Note" }).fill("Called them");
  await page.getByRole("button", { name: "Acknowledge" }).click();
  const story = page.getByRole("main").getByRole("list").filter({ hasText: "Began to fire" });
  await expect(story).toContainText("Called them");
  await expect(page.getByRole("link", { name: "The vendor" })).toHaveAttribute("href", alert.links.subject);
  await page.getByRole("button", { name: "Resolve" }).click();
  await expect(story).toContainText("Resolved");

  const board = new AlertsPage(page);
  await board.open({ ...about("V0010"), state: "resolved" });
  await expect(board.row(alert)).toBeVisible();
  await expectAccessible(page);
  const csv = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  expect(await (await request.get(String(csv))).text()).toContain(alert.id);
});
