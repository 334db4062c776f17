import { join } from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import { pagePatterns } from "#lib/http/server/routes.ts";
import { expectAccessible, expectLegible } from "./kit/expect-accessible.ts";
import { buyOrder, startSale } from "./kit/shopping.ts";
import { expect, test } from "./kit/test.ts";
import { chooseTheme, expectTheme, type Theme } from "./kit/theme.ts";
import { tracedRequest } from "./kit/traced-request.ts";

/** What an example stands on is made for the visitor of the page. */
const made: Record<string, (request: APIRequestContext) => Promise<string>> = {
  ":recorded": (request) => tracedRequest(request),
  ":opened": async (request) => {
    const traceId = await tracedRequest(request);
    const { spans } = await (await request.get(`/api/traces/${traceId}`)).json();
    return `${traceId}?span=${spans[0].spanId}`;
  },
  ":compared": async (request) => `${await tracedRequest(request)}...${await tracedRequest(request)}`,
  ":bought": async (request) => (await buyOrder(request)).orderId,
  ":started": async (request) => (await startSale(request)).id,
};

/** A page behind a parameter is visited at each of these addresses. */
const examples: Record<string, string[]> = {
  "/shop/{tenant}": ["/shop/merch", "/shop/coupons", "/shop/merch?q=nothing-of-this-name"],
  "/shop/{tenant}/p/{slug}": [
    "/shop/merch/p/leaky-bucket",
    "/shop/merch/p/single-point-of-failure",
    "/shop/coupons/p/exactly-once-delivery",
  ],
  "/shop/{tenant}/cart": ["/shop/merch/cart"],
  "/shop/{tenant}/checkout": ["/shop/merch/checkout"],
  "/shop/{tenant}/orders": ["/shop/merch/orders"],
  "/shop/{tenant}/orders/{orderId}": ["/shop/merch/orders/:bought", "/shop/merch/orders/not-an-id"],
  "/shop/{tenant}/flash": ["/shop/merch/flash"],
  "/shop/{tenant}/flash/{id}": ["/shop/merch/flash/:started", "/shop/merch/flash/not-an-id"],
  "/room/traces": ["/room/traces", "/room/traces?service=nobody"],
  "/room/traces/{traceId}": [
    "/room/traces/:recorded",
    "/room/traces/:opened",
    "/room/traces/:compared",
    "/room/traces/not-an-id",
  ],
  "/room/graph": [
    "/room/graph",
    "/room/graph?view=table&q=service",
    "/room/graph?selected=db-service",
    "/room/graph?q=nothing-of-this-name",
    "/room/graph?focus=nobody",
  ],
  "/room/services/{id}": ["/room/services/db-service"],
  "/room/metrics": [
    "/room/metrics",
    "/room/metrics?metric=http_server_request_duration_seconds&agg=p95&by=service",
  ],
  "/room/logs": ["/room/logs", "/room/logs?service=nobody"],
  "/room/alerts": ["/room/alerts", "/room/alerts?q=nobody"],
  // alerts.spec.ts looks at one that fires.
  "/room/alerts/{id}": ["/room/alerts/not-an-id"],
  // Nobody is asked for vendors here; vendors.spec.ts looks at the pages with some.
  "/room/vendors/{code}": ["/room/vendors/not-an-id"],
};

const patterns = pagePatterns(join(import.meta.dirname, "../app")).filter(
  (pattern) => !/\.\w+$/.test(pattern),
);
const addresses = [
  ...patterns.flatMap((pattern) => examples[pattern] ?? [pattern]),
  "/an-address-that-is-not-served",
];

const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

// A failed rule names its elements; a recording would make each visit longer by half.
test.use({ colorScheme: "light", viewport: wide, reducedMotion: "reduce", trace: "off" });

for (const address of addresses) {
  test(`${address} is accessible, fits its width and stands still, in both themes at both sizes`, async ({
    page,
    complaints,
  }) => {
    if (/^\/an-address|\/not-an-id$/.test(address)) complaints.expect(/404/);
    const [mark = "", make] = Object.entries(made).find(([name]) => address.includes(name)) ?? [];
    const existing = (await make?.(page.request)) ?? "";
    // Left on "auto" the control room is dark whatever the system prefers.
    await page.addInitScript(() => {
      if (!localStorage.getItem("faultmart.theme")) localStorage.setItem("faultmart.theme", "light");
    });
    await page.goto(address.replace(mark, existing));
    const { pathname } = new URL(page.url());
    // An older address leads to a page that has its own turn.
    if (!address.startsWith(pathname) && addresses.includes(pathname)) return;
    await expectShown(page, "light");
    await expectAccessible(page);
    await expectFitAndStill(page);

    await chooseTheme(page, "dark");
    await expectShown(page, "dark");
    await expectLegible(page);
    await expectFitAndStill(page);

    await page.setViewportSize(phone);
    await page.reload();
    await expectShown(page, "dark");
    await expectAccessible(page);
    await expectFitAndStill(page);

    await chooseTheme(page, "light");
    await expectShown(page, "light");
    await expectLegible(page);
    await expectFitAndStill(page);
  });
}

async function expectShown(page: Page, theme: Theme) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectTheme(page, theme);
}

async function expectFitAndStill(page: Page) {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll, "the page scrolls sideways").toBeLessThanOrEqual(client);
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(
          (animation) =>
            animation.playState === "running" && Number(animation.effect?.getComputedTiming().duration) > 1,
        ).length,
  );
  expect(moving, "something moves although less motion was asked for").toBe(0);
}

test("the pages on disk were found, and those behind a parameter have an example", () => {
  expect(patterns).toEqual(expect.arrayContaining(["/", "/room", "/docs/severities", "/docs/api"]));
  for (const pattern of patterns.filter((one) => one.includes("{")))
    expect(examples).toHaveProperty([pattern]);
});
