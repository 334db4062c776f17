import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeMemoryFolder } from "./memory-folder.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "faultmart-memory-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test("a folder of this run's own is there until the end, with all that is in it", () => {
  const folder = makeMemoryFolder({ parent, needed: 1 });
  writeFileSync(join(folder?.path ?? "", "a database"), "");
  expect(readdirSync(parent)).toHaveLength(1);
  folder?.remove();
  expect(readdirSync(parent)).toEqual([]);
});

test("what a killed run left is removed; of one that goes on, and of anybody else, nothing is", () => {
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  const names = [
    `faultmart-tests-${dead}`,
    `faultmart-tests-${process.ppid}`,
    "faultmart-tests-",
    "sem.other",
  ];
  for (const name of names) mkdirSync(join(parent, name));
  makeMemoryFolder({ parent, needed: 1 })?.remove();
  expect(readdirSync(parent).toSorted()).toEqual(names.slice(1).toSorted());
});

test("there is none where memory is short, or where the machine has no such place", () => {
  expect(makeMemoryFolder({ parent, needed: Number.MAX_SAFE_INTEGER })).toBeUndefined();
  expect(readdirSync(parent)).toEqual([]);
  expect(makeMemoryFolder({ parent: join(parent, "nowhere"), needed: 1 })).toBeUndefined();
  expect(existsSync(join(parent, "nowhere"))).toBe(false);
});
