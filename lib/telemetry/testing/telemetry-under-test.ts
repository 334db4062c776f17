// Real telemetry on a directory of its own, its lines kept instead of printed.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { loadConfig } from "#lib/config/load.ts";
import { type Clock, wallClock } from "#lib/kernel/clock.ts";
import { createTelemetry } from "../create.ts";
import type { Telemetry } from "../types.ts";

export type TelemetryUnderTest = {
  telemetry: Telemetry;
  directory: string;
  /** What went to stdout, line by line, parsed. */
  lines(): Record<string, unknown>[];
  stderr(): string;
  remove(): Promise<void>;
};

type Options = { environment?: Record<string, string>; clock?: Clock; directory?: string };

export async function startTelemetry({ environment = {}, clock = wallClock, ...kept }: Options = {}) {
  const directory = kept.directory ?? (await mkdtemp(join(tmpdir(), "faultmart-telemetry-")));
  const stdout = collect();
  const stderr = collect();
  const config = loadConfig({
    DATA_DIR: join(directory, "data"),
    LOG_DIR: join(directory, "logs"),
    ...environment,
  });
  const telemetry = await createTelemetry({
    config,
    clock,
    instanceId: "instance-1",
    version: "1.2.3",
    stdout: stdout.stream,
    stderr: stderr.stream,
  });
  const started: TelemetryUnderTest = {
    telemetry,
    directory,
    lines: () => parseLines(stdout.text()),
    stderr: stderr.text,
    async remove() {
      await telemetry.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return started;
}

export function parseLines(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function collect() {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
}
