import { expect, test } from "vitest";
import { sayFailures } from "./say-failures.ts";
import { type FailedTest, readPlaywright, readVitest } from "./test-report.ts";

const source = ["", 'await expect(cart).toHaveText("3");', ""].join("\n");
const options = { project: "/shop", sourceOf: (file: string) => (file.endsWith(".ts") ? source : undefined) };
const say = (failures: readonly FailedTest[]) => sayFailures(failures, options);

const error = {
  message: [
    "Error: the cart\n",
    "\u001b[2mexpect(\u001b[22m\u001b[31mlocator\u001b[39m\u001b[2m).\u001b[22mtoHaveText failed\n",
    "Locator:  getByText('Cart')",
    'Expected: "3"',
    'Received: "2"',
    "Timeout:  30000ms",
    "",
    "Call log:",
    "  - waiting for getByText('Cart')",
  ].join("\n"),
  location: { file: "/shop/e2e/cart.spec.ts", line: 2, column: 3 },
};
const spec = (title: string, status: string) => ({
  title,
  line: 1,
  tests: [{ status, results: status === "unexpected" ? [{ error }] : [{}] }],
});
const browser = {
  stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 2 },
  config: { rootDir: "/shop/e2e" },
  suites: [
    {
      file: "cart.spec.ts",
      specs: [spec("an empty cart", "expected")],
      suites: [{ file: "cart.spec.ts", specs: [spec("a full cart", "unexpected")] }],
    },
  ],
  errors: [],
};

const vitest = (...assertionResults: object[]) => ({
  numPassedTests: 4,
  numFailedTests: assertionResults.length,
  numPendingTests: 0,
  testResults: [
    { name: "/shop/lib/a.test.ts", status: "failed", message: "No such module", assertionResults },
  ],
});

test("a browser test that failed is named with what it said and the line where it failed", () => {
  const { failures, ...count } = readPlaywright(browser);
  expect(count).toEqual({ passed: 1, failed: 1, skipped: 2 });
  expect(say(failures)).toEqual([
    "FAILED e2e/cart.spec.ts: a full cart",
    "  Error: the cart",
    "  Locator:  getByText('Cart')",
    '  Expected: "3"',
    '  Received: "2"',
    '  e2e/cart.spec.ts:2  await expect(cart).toHaveText("3");',
  ]);
});

test("what broke outside of any test is told as well", () => {
  const { failures } = readPlaywright({ ...browser, suites: [], errors: [{ message: "Error: no browser" }] });
  expect(say(failures)).toEqual(["FAILED e2e: outside of any test", "  Error: no browser"]);
});

test("of other tests it is the line of the test, not of what it called; the stack is left out", () => {
  const stack = [
    "AssertionError: expected 1 to be 2 // Object.is equality",
    "    at look (/shop/lib/look.ts:1:1)",
    "    at /shop/lib/a.test.ts:2:44",
    "    at file:///shop/node_modules/vitest/dist/run.js:1695:35",
    "    at new Promise (<anonymous>)",
  ];
  const failed = { status: "failed", fullName: "a cart adds up", failureMessages: [stack.join("\n")] };
  const { failures, ...count } = readVitest(vitest(failed));
  expect(count).toEqual({ passed: 4, failed: 1, skipped: 0 });
  expect(say(failures)).toEqual([
    "FAILED lib/a.test.ts: a cart adds up",
    "  AssertionError: expected 1 to be 2 // Object.is equality",
    '  lib/a.test.ts:2  await expect(cart).toHaveText("3");',
  ]);
});

test("a file that could not be read is a failure of its own", () => {
  expect(say(readVitest(vitest()).failures)).toEqual([
    "FAILED lib/a.test.ts: the file itself",
    "  No such module",
  ]);
});

test("many are told more shortly, so that the names of all fit the end of a log", () => {
  const [failure] = readPlaywright(browser).failures;
  const many = (count: number) => say(Array.from({ length: count }, () => failure as FailedTest));
  expect(many(4)).toHaveLength(24);
  expect(many(6)).toHaveLength(24);
  expect(many(12)).toHaveLength(24);
  expect(many(12).slice(0, 2)).toEqual(["FAILED e2e/cart.spec.ts: a full cart", "  Error: the cart"]);
  expect(many(30)).toHaveLength(25);
  expect(many(30).at(-1)).toBe("and 18 more");
});
