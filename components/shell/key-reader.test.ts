import { describe, expect, test } from "vitest";
import { idleReader, type KeyPress, type KeyReader, readKey } from "./key-reader.ts";
import { everyPage } from "./navigation.ts";

const plain = { ctrlOrMeta: false, alt: false, shift: false, typing: false, onControl: false };
const on = { nowMs: 0, singleKeysOn: true };

function press(key: string, how: Partial<KeyPress> = {}, reader: KeyReader = idleReader, when = on) {
  return readKey(reader, { ...plain, key, ...how }, when);
}

describe("readKey", () => {
  test("opens the palette by Ctrl K, even while somebody is writing", () => {
    expect(press("K", { ctrlOrMeta: true, typing: true }).action).toEqual({ kind: "palette" });
  });

  test("halts everything by Ctrl Shift X, even while somebody is writing, and not without Shift", () => {
    expect(press("X", { ctrlOrMeta: true, shift: true, typing: true }).action).toEqual({ kind: "halt" });
    expect(press("x", { ctrlOrMeta: true }).action).toBeUndefined();
  });

  test.each(["?", "/", "y", " ", "g"])("leaves %j alone in a text field", (key) => {
    expect(press(key, { typing: true })).toEqual({ reader: idleReader });
  });

  test.each(["?", "/", "y", " ", "g"])("leaves %j alone when single keys are off", (key) => {
    expect(press(key, {}, idleReader, { ...on, singleKeysOn: false })).toEqual({ reader: idleReader });
  });

  test("leaves the browser its own combinations", () => {
    expect(press("y", { ctrlOrMeta: true }).action).toBeUndefined();
    expect(press("/", { alt: true }).action).toBeUndefined();
  });

  test("pauses by Space unless a control has the focus", () => {
    expect(press(" ").action).toEqual({ kind: "pause" });
    expect(press(" ", { onControl: true }).action).toBeUndefined();
  });

  test.each(everyPage.map(({ goKey, href }) => [goKey, href]))("goes by g %s to %s", (goKey, href) => {
    const { reader } = press("g");
    expect(press(goKey, {}, reader).action).toEqual({ kind: "go", href });
  });

  test("forgets a g that nothing followed in time", () => {
    const { reader } = press("g");
    expect(press("s", {}, reader, { ...on, nowMs: 1_501 }).action).toBeUndefined();
  });

  test("does nothing by g and a letter without a page", () => {
    const { reader } = press("g");
    expect(press("?", {}, reader)).toEqual({ reader: idleReader });
  });

  test("gives each page a letter of its own", () => {
    expect(new Set(everyPage.map(({ goKey }) => goKey)).size).toBe(everyPage.length);
  });
});
