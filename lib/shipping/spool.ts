// Owns the files in which events stand until the outbox has them. They are written before a line is given out anywhere
// else, so that a process that is killed leaves none behind that nobody knows of. Not synced: a power cut can take some.
import { randomUUID } from "node:crypto";
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** A part of the spool: gone once all that was written to it is settled. */
export type Segment = { readonly path: string; readonly fd: number; bytes: number; open: number };

export type Spool = {
  /** Throws when the disk does not take it. */
  write(lines: readonly string[]): Segment;
  /** So many lines of it need not be kept any more. */
  settle(segment: Segment, lines: number): void;
  /** What is not settled stays for the next start. */
  close(): void;
};

/** A file is begun anew beyond this: it can only go as a whole. */
const segmentBytes = 4 * 1024 * 1024;
const ending = ".ndjson";

export function createSpool(directory: string): Spool {
  let current: Segment | undefined;
  let torn = false;

  const begin = (): Segment => {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, `${randomUUID()}${ending}`);
    return { path, fd: openSync(path, "ax"), bytes: 0, open: 0 };
  };
  const remove = (segment: Segment) => {
    closeSync(segment.fd);
    unlinkSync(segment.path);
  };

  return {
    write(lines) {
      if (!current || current.bytes > segmentBytes) current = begin();
      const chunk = Buffer.from(`${torn ? "\n" : ""}${lines.join("\n")}\n`);
      torn = true;
      for (let written = 0; written < chunk.length; )
        written += writeSync(current.fd, chunk, written, chunk.length - written);
      torn = false;
      current.bytes += chunk.length;
      current.open += lines.length;
      return current;
    },
    settle(segment, lines) {
      segment.open -= lines;
      if (segment.open > 0) return;
      if (segment !== current) return remove(segment);
      ftruncateSync(segment.fd);
      segment.bytes = 0;
    },
    close() {
      if (current?.open === 0) remove(current);
      else if (current) closeSync(current.fd);
      current = undefined;
    },
  };
}

export type Leftover = { lines: readonly string[]; remove(): void };

/** What earlier processes left in their files. To be asked before anything is written to new ones. */
export function readLeftovers(directory: string): (() => Leftover)[] {
  return listFiles(directory).map((name) => {
    const path = join(directory, name);
    return () => {
      const text = readFileSync(path, "utf8");
      // What does not end with a line's end was never given out: it was being written when the process died.
      const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
      return { lines: lines.filter(Boolean), remove: () => unlinkSync(path) };
    };
  });
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(ending));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
