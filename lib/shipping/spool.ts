// Owns the files in which events stand until the outbox has them. They are written before a line is given out anywhere
// else, so that a process that is killed leaves none behind that nobody knows of. Not synced: a power cut can take some.
import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** One file: what goes to the outbox together, and goes from the disk together. */
export type SpoolFile = {
  /** Throws when the disk does not take it. */
  append(lines: readonly string[]): void;
  remove(): void;
  /** It stays for the next start. */
  close(): void;
};

const ending = ".ndjson";

export function createSpoolFile(directory: string): SpoolFile {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${randomUUID()}${ending}`);
  const fd = openSync(path, "ax");
  let torn = false;
  return {
    append(lines) {
      const chunk = Buffer.from(`${torn ? "\n" : ""}${lines.join("\n")}\n`);
      torn = true;
      for (let written = 0; written < chunk.length; )
        written += writeSync(fd, chunk, written, chunk.length - written);
      torn = false;
    },
    remove() {
      closeSync(fd);
      unlinkSync(path);
    },
    close: () => closeSync(fd),
  };
}

export type Leftover = { lines: readonly string[]; remove(): void };

/** What earlier processes left in their files. To be asked before new ones are begun. */
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
