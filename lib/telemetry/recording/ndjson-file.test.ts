import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openNdjsonFile } from "./ndjson-file.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-ndjson-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Around what one write takes, with characters of one, two, three and four bytes. */
const lines = [
  "short",
  "é".repeat(700_000),
  "",
  "€".repeat(349_525),
  "x".repeat(3_500_000),
  "🚀".repeat(300_000),
  ...Array.from({ length: 5_000 }, (_, nth) => `line ${nth} é€🚀`.repeat(1 + (nth % 40))),
];

test("every line is in the file, whole and in its place, however long it is", async () => {
  const path = join(directory, "lines.ndjson");
  const file = await openNdjsonFile(path);
  for (const line of lines) {
    file.write(line);
    await file.settle();
  }
  await file.flush();
  file.write("after a flush");
  await file.flush();
  await file.close();
  const found = (await readFile(path, "utf8")).split("\n");
  expect(found.length).toBe(lines.length + 2);
  expect([...lines, "after a flush", ""].findIndex((line, at) => line !== found[at])).toBe(-1);
});
