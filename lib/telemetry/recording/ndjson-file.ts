// Owns one file of JSON lines. Nothing is dropped: whoever writes asks `settle` whether to wait for the disk.
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

/** Lines are joined to writes of about this size. */
const writeChars = 1024 * 1024;
/** So much may wait for the disk before the writer should. */
const patientChars = 8 * 1024 * 1024;

export type NdjsonFile = {
  write(line: string): void;
  /** Undefined unless much waits; then waits until all is written. Rejects when the disk refuses. */
  settle(): Promise<void> | undefined;
  /** Writes what is left. */
  finish(): Promise<{ lines: number; sha256: string }>;
  close(): Promise<void>;
};

export async function openNdjsonFile(path: string): Promise<NdjsonFile> {
  const handle = await open(path, "wx");
  const writer = createWriter(handle);
  let text = "";
  let lines = 0;
  const hand = () => {
    writer.write(text);
    text = "";
  };
  return {
    write(line) {
      text += line;
      text += "\n";
      lines += 1;
      if (text.length >= writeChars) hand();
    },
    settle: () => (writer.waitingChars() > patientChars ? writer.done() : undefined),
    async finish() {
      if (text !== "") hand();
      await writer.done();
      return { lines, sha256: writer.sha256() };
    },
    close: () => handle.close(),
  };
}

function createWriter(handle: FileHandle) {
  const hash = createHash("sha256");
  let waiting = 0;
  let last = Promise.resolve();
  return {
    waitingChars: () => waiting,
    done: () => last,
    sha256: () => hash.digest("hex"),
    write(text: string) {
      waiting += text.length;
      const bytes = Buffer.from(text);
      hash.update(bytes);
      last = last.then(() => handle.writeFile(bytes)).then(() => void (waiting -= text.length));
      // Whoever waits next hears of it; until then it must not end the process.
      last.catch(() => undefined);
    },
  };
}
