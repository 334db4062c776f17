// Everything a run says, as files: spans.ndjson, logs.ndjson and points.ndjson, each line in the order of its time.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Family } from "../metrics/snapshot.ts";
import type { RowListener } from "../warehouse/create-warehouse.ts";
import { toLine } from "./lines.ts";
import { openNdjsonFile } from "./ndjson-file.ts";
import { pointLines } from "./point-lines.ts";

export type Recording = {
  takeRow: RowListener;
  takePoints(families: readonly Family[], timestampMs: number): void;
  /** Undefined unless the disk is far behind; then waits for it. */
  settle(): Promise<void> | undefined;
  /** Rejects when any of it could not be written. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** The files must not exist yet. */
export async function createRecording(directory: string): Promise<Recording> {
  await mkdir(directory, { recursive: true });
  const [spans, logs, points] = await Promise.all([
    openNdjsonFile(join(directory, "spans.ndjson")),
    openNdjsonFile(join(directory, "logs.ndjson")),
    openNdjsonFile(join(directory, "points.ndjson")),
  ]);
  const files = [spans, logs, points];
  return {
    takeRow: (signal, row) => (signal === "spans" ? spans : logs).write(toLine(signal, row)),
    takePoints(families, timestampMs) {
      for (const line of pointLines(families, timestampMs)) points.write(line);
    },
    settle: () => spans.settle() ?? logs.settle() ?? points.settle(),
    async flush() {
      await Promise.all(files.map((file) => file.flush()));
    },
    async close() {
      await Promise.all(files.map((file) => file.close()));
    },
  };
}
