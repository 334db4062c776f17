import { expect, test } from "vitest";
import { completionsAt } from "./completions.ts";

const known = {
  hints: { level: "debug … critical", service: "who said it", logger: "which part" },
  values: { level: ["info", "warn"], service: ["payment-service", "a b"] },
  attributes: ["http.route", "duration_ms"],
};
const at = (text: string) => {
  const caret = text.indexOf("|");
  const whole = text.replace("|", "");
  const { at, end, items } = completionsAt(whole, caret, known);
  return { replaced: whole.slice(at, end), texts: items.map((item) => item.text) };
};

test("fields are offered while their name is written, attributes after them", () => {
  expect(at("card -se|")).toEqual({ replaced: "se", texts: ["service:"] });
  expect(at("ht|")).toEqual({ replaced: "ht", texts: ["http.route:"] });
  expect(at("|").texts[0]).toBe("level:");
  expect(at("card |").texts).toEqual([]);
});

test("values are offered behind the colon, in quotes where they need some", () => {
  expect(at("service:|").texts).toEqual(["payment-service ", '"a b" ']);
  expect(at("level:>=w|")).toEqual({ replaced: "w", texts: ["warn "] });
  expect(at("service:pay|ment x")).toEqual({ replaced: "payment", texts: ["payment-service "] });
  expect(at("logger:|").texts).toEqual([]);
});
