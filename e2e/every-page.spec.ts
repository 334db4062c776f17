import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { pagePatterns } from "#lib/http/server/routes.ts";
import { expect, test } from "./kit/test.ts";
import { tracedRequest } from "./kit/traced-request.ts";

/** A page behind a parameter is visited at each of these addresses. */
const examples: Record<string, string[]> = {
  "/shop/{tenant}": ["/shop/merch", "/shop/coupons", "/shop/merch?q=nothing-of-this-name"],
  "/room/traces": ["/room/traces", "/room/traces?service=nobody"],
  "/room/traces/{traceId}": ["/room/traces/:recorded", "/room/traces/not-an-id"],
  "/room/graph": [
    "/room/graph",
    "/room/graph?view=table&q=service",
    "/room/graph?selected=db-service",
    "/room/graph?q=nothing-of-this-name",
    "/room/graph?focus=nobody",
  ],
  "/room/services/{id}": ["/room/services/db-service"],
  "/room/logs": ["/room/logs", "/room/logs?service=nobody"],
};

const patterns = pagePatterns(join(import.meta.dirname, "../app")).filter(
  (pattern) => !/\.\w+$/.test(pattern),
);
const addresses = [
  ...patterns.flatMap((pattern) => examples[pattern] ?? [pattern]),
  "/an-address-that-is-not-served",
];

const widths = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };
const ruleSets = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries(widths)) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport, reducedMotion: "reduce" });

      for (const address of addresses) {
        test(`${address} is accessible, fits its width and stands still`, async ({
          page,
          request,
          complaints,
        }) => {
          if (/^\/an-address|\/not-an-id$/.test(address)) complaints.expect(/404/);
          // Left on "auto" the control room is dark whatever the system prefers.
          await page.addInitScript((theme) => localStorage.setItem("faultmart.theme", theme), colorScheme);
          const recorded = address.includes(":recorded") ? await tracedRequest(request) : "";
          await page.goto(address.replace(":recorded", recorded));
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          const { violations } = await new AxeBuilder({ page }).withTags(ruleSets).analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
          ).toEqual([]);
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
                    animation.playState === "running" &&
                    Number(animation.effect?.getComputedTiming().duration) > 1,
                ).length,
          );
          expect(moving, "something moves although less motion was asked for").toBe(0);
        });
      }
    });
  }
}

test("the pages on disk were found, and those behind a parameter have an example", () => {
  expect(patterns).toEqual(expect.arrayContaining(["/", "/room", "/docs/severities", "/docs/api"]));
  for (const pattern of patterns.filter((one) => one.includes("{")))
    expect(examples).toHaveProperty([pattern]);
});
