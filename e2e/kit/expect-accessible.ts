import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const ruleSets = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** All that a theme can break: it changes colours and nothing else. */
const colourRules = ["color-contrast", "link-in-text-block"];

export async function expectAccessible(page: Page) {
  await expectNoViolations(page, (axe) => axe.withTags(ruleSets));
}

/** After a change of theme, on a page that was found accessible in the other. */
export async function expectLegible(page: Page) {
  await expectNoViolations(page, (axe) => axe.withRules(colourRules));
}

async function expectNoViolations(page: Page, choose: (axe: AxeBuilder) => AxeBuilder) {
  // What goes on looks at one frame only, five times as fast as the search through frames that our pages do not have.
  expect(page.frames()).toHaveLength(1);
  await expect.poll(() => countFading(page), { message: "a colour half way is nobody's colour" }).toBe(0);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await choose(axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
    [],
  );
}

/** What comes to an end by itself; what breathes for ever does not change what is legible. */
function countFading(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) =>
            playState === "running" && effect?.getComputedTiming().endTime !== Infinity,
        ).length,
  );
}
