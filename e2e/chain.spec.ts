import { expect, test } from "./kit/test.ts";
import { TracePage } from "./pages/trace-page.ts";

const patient = { timeout: 60_000 };

const endings = [
  { title: "All goes well", status: "200", path: "/checkout/success", outcome: "Nothing failed" },
  { title: "The payment fails", status: "500", path: "/checkout/order-fail-pay", outcome: "failed" },
  { title: "The inventory hangs", status: "500", path: "/checkout/order-timeout", outcome: "failed" },
];

for (const { title, status, path, outcome } of endings) {
  test(`${path} ends as its card says, and the answer leads to the trace`, async ({
    page,
    complaints,
    evidence,
  }) => {
    if (status === "500") complaints.expect(/status of 500 .*\/checkout\/order-/);
    await page.goto("/room/chain");
    const card = page.getByRole("region", { name: title });
    await card.getByRole("button", { name: "Send it" }).click();
    await expect(card.getByRole("status").getByText(status, { exact: true })).toBeVisible(patient);
    await evidence.trace();
    await card.getByRole("link", { name: "See the trace" }).click();
    const trace = new TracePage(page);
    await expect(trace.fact("Outcome")).toContainText(outcome, patient);
    for (const service of ["api-gateway", "order-service", "payment-service"])
      await expect(trace.spans.filter({ hasText: service }).first()).toBeVisible();
  });
}
