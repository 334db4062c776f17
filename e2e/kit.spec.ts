import { expect, test } from "./kit/test.ts";

test("a complaint is heard from whichever page it comes", async ({ page, context, browser, complaints }) => {
  const apart = await browser.newContext();
  const pages = { first: page, second: await context.newPage(), apart: await apart.newPage() };
  for (const [name, each] of Object.entries(pages)) {
    await each.evaluate(
      `console.error("printed by the ${name} page"); setTimeout(() => { throw new Error("thrown by the ${name} page"); })`,
    );
    for (const how of ["printed", "thrown"]) {
      complaints.expect(new RegExp(`${how} by the ${name} page`));
    }
  }
  await expect.poll(() => complaints.missing).toEqual([]);
  await apart.close();
});
