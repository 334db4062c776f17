import { type HookReceiver, startHookReceiver, well } from "#lib/alerts/testing/hook-receiver.ts";
import { expectAccessible } from "./kit/expect-accessible.ts";
import { expect, test } from "./kit/test.ts";

test.use({ serverEnv: { NOTIFY_ALLOW_HOSTS: "127.0.0.1" } });

let receiver: HookReceiver;
test.beforeAll(async () => {
  receiver = await startHookReceiver();
});
test.afterAll(() => receiver.close());

test("a webhook is added with its mistakes told at the field, tested, switched off and removed", async ({
  page,
  complaints,
}) => {
  complaints.expect(/422/);
  await page.goto("/room/notifications");
  await page.getByRole("button", { name: "Add a channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/tells it from the others/);
  await dialog.getByLabel("Name").fill("Incident tool");
  const address = dialog.getByLabel("Address");
  await address.fill("http://169.254.169.254/latest");
  await dialog.getByLabel("Only those that fit").fill("severity:awful");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog.getByLabel("Only those that fit")).toHaveAccessibleDescription(/At character/);
  await dialog.getByLabel("Only those that fit").fill("kind:vendor");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(address).toHaveAccessibleDescription(/private network/);
  await expectAccessible(page);
  await address.fill(`${receiver.url}/hook?key=hidden`);
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog.getByText(/^whsec_/)).toBeVisible();
  await dialog.getByRole("button", { name: "I have kept it" }).click();

  const channel = page.getByRole("region", { name: "Incident tool" });
  await expect(channel).toContainText("High and worse, kind:vendor");
  await expect(page.locator("body")).not.toContainText("hidden");
  await channel.getByRole("button", { name: "Send a test" }).click();
  await expect(channel.getByRole("status")).toContainText("It arrived.");
  receiver.answer = () => ({ status: 500 });
  await channel.getByRole("button", { name: "Send a test" }).click();
  await expect(channel.getByRole("status")).toContainText("The receiver answered 500");
  receiver.answer = () => well;

  await channel.getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("switch", { name: "Switched on" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(channel).toContainText("switched off");
  await channel.getByRole("button", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { name: "Nobody is told of alerts yet" })).toBeVisible();
});
