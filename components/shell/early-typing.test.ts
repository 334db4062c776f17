import { describe, expect, test } from "vitest";
import { typeEarly } from "./early-typing.ts";

const plain = { ctrlOrMeta: false, alt: false };
const type = (keys: readonly string[]) =>
  keys.reduce((text, key) => typeEarly(text, { ...plain, key }) ?? text, "");

describe("typeEarly", () => {
  test("keeps what is written, letters that are shortcuts elsewhere included", () => {
    expect(type(["g", "s", " ", "/", "?", "Y", "ü"])).toBe("gs /?Yü");
  });

  test("takes back by Backspace, a whole character at a time", () => {
    expect(type(["a", "😀", "Backspace"])).toBe("a");
    expect(type(["Backspace"])).toBe("");
  });

  test.each(["Enter", "Shift", "Tab", "ArrowDown", "Dead", "F5"])("writes nothing for %s", (key) => {
    expect(typeEarly("a", { ...plain, key })).toBeUndefined();
  });

  test("leaves the browser its combinations", () => {
    expect(typeEarly("a", { key: "r", ctrlOrMeta: true, alt: false })).toBeUndefined();
    expect(typeEarly("a", { key: "d", ctrlOrMeta: false, alt: true })).toBeUndefined();
  });
});
