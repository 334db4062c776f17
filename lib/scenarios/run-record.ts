// What a run leaves beside its files, `run.json`: what was asked, what came of it, and by which sums to know it again.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { VirtualPlan } from "./virtual-plan.ts";

export const RecordedFile = z.object({
  name: z.string(),
  lines: z.int(),
  bytes: z.int(),
  sha256: z.hex().length(64),
});
export type RecordedFile = z.infer<typeof RecordedFile>;

export const RunRecord = z.object({
  schema: z.literal("faultmart.run.v1"),
  version: z.string(),
  plan: VirtualPlan,
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  counts: z.object({
    requests: z.int(),
    failures: z.int(),
    /** Shoppers that found too many others waiting. */
    skipped: z.int(),
    spans: z.int(),
    logs: z.int(),
    points: z.int(),
  }),
  files: z.array(RecordedFile),
  /** Over the names and sums of all files. */
  sha256: z.hex().length(64),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** Read from the disk: what counts is what is there, not what somebody meant to write. */
export async function readRecordedFile(directory: string, name: string): Promise<RecordedFile> {
  const hash = createHash("sha256");
  let lines = 0;
  let bytes = 0;
  for await (const chunk of createReadStream(join(directory, name), { highWaterMark: 1024 * 1024 })) {
    const part = chunk as Buffer;
    hash.update(part);
    bytes += part.length;
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines += 1;
  }
  return { name, lines, bytes, sha256: hash.digest("hex") };
}

export function sumOf(files: readonly RecordedFile[]): string {
  const hash = createHash("sha256");
  for (const { name, sha256 } of files) hash.update(`${sha256}  ${name}\n`);
  return hash.digest("hex");
}
