import { afterEach, describe, expect, test } from "vitest";
import { createSlot } from "./slot.ts";

const name = "faultmart.test-slot";
const slot = createSlot<{ word: string }>(name);
afterEach(() => slot.withdraw());

describe("a slot", () => {
  test("hands out what was published", () => {
    const value = { word: "here" };
    slot.publish(value);
    expect(slot.get()).toBe(value);
  });

  test("is the same slot in every copy of the module that asks by its name", async () => {
    const copyUrl = "./slot.ts?copy";
    const copy: typeof import("./slot.ts") = await import(/* @vite-ignore */ copyUrl);
    expect(copy.createSlot).not.toBe(createSlot);
    const value = { word: "here" };
    slot.publish(value);
    expect(copy.createSlot(name).get()).toBe(value);
  });

  test("read too early says where to read it instead", () => {
    expect(() => slot.get()).toThrow("read it inside a handler");
  });

  test("refuses a second publication, and keeps the first", () => {
    const first = { word: "first" };
    slot.publish(first);
    expect(() => slot.publish({ word: "second" })).toThrow("published twice");
    expect(slot.get()).toBe(first);
  });

  test("is free again once withdrawn", () => {
    slot.publish({ word: "first" });
    slot.withdraw();
    slot.publish({ word: "second" });
    expect(slot.get().word).toBe("second");
  });
});
