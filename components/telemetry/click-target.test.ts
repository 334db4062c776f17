import { expect, test } from "vitest";
import { clickTarget } from "./click-target.ts";

/** As `closest` of an element finds it. */
const on = (tagName: string, { click, ...attributes }: Record<string, string> = {}) =>
  clickTarget({
    closest: () => ({
      tagName,
      dataset: click ? { click } : {},
      getAttribute: (name: string) => attributes[name] ?? null,
    }),
  } as unknown as Element);

test.each([
  ["the word that the page gives it", on("BUTTON", { click: "pay" }), "pay"],
  ["a link", on("A", { href: "/orders?q=secret" }), "link"],
  ["a button that sends a form", on("INPUT", { type: "submit", value: "typed" }), "button"],
  ["a field", on("INPUT", { value: "typed" }), "field"],
  ["a part of a menu", on("DIV", { role: "menuitem" }), "menuitem"],
])("a click is named after %s, never after a text", (_, target, expected) => {
  expect(target).toBe(expected);
});

test("a click on nothing is none", () => {
  expect(clickTarget({ closest: () => null } as unknown as Element)).toBeUndefined();
});
