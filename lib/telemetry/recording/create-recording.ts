// Everything a run says, as files: spans.ndjson, logs.ndjson and points.ndjson, each line in the order of its time.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { LogSink } from "../logs/record.ts";
import type { Family } from "../metrics/snapshot.ts";
import type { RecordedFile } from "../types.ts";
import { logLine, pointLines, spanLine } from "./lines.ts";
import { openNdjsonFile } from "./ndjson-file.ts";

export type Recording = {
  takeSpan(span: ReadableSpan): void;
  takeLog: LogSink;
  takePoints(families: readonly Family[], timestampMs: number): void;
  settle(): Promise<void> | undefined;
  /** Nothing can be taken afterwards. */
  finish(): Promise<RecordedFile[]>;
  close(): Promise<void>;
};

const signals = ["spans", "logs", "points"] as const;

/** The files must not exist yet. */
export async function createRecording(directory: string): Promise<Recording> {
  await mkdir(directory, { recursive: true });
  const nameOf = (signal: string) => `${signal}.ndjson`;
  const open = (signal: string) => openNdjsonFile(join(directory, nameOf(signal)));
  const files = { spans: await open("spans"), logs: await open("logs"), points: await open("points") };
  return {
    takeSpan: (span) => files.spans.write(spanLine(span)),
    takeLog: (record) => files.logs.write(logLine(record)),
    takePoints(families, timestampMs) {
      for (const line of pointLines(families, timestampMs)) files.points.write(line);
    },
    settle: () => files.spans.settle() ?? files.logs.settle() ?? files.points.settle(),
    finish: () =>
      Promise.all(
        signals.map(async (signal) => ({ signal, name: nameOf(signal), ...(await files[signal].finish()) })),
      ),
    async close() {
      await Promise.all(signals.map((signal) => files[signal].close()));
    },
  };
}
