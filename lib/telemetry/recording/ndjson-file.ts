// Owns one file of JSON lines. Nothing is dropped: whoever writes asks `settle` whether to wait for the disk.
import { open } from "node:fs/promises";

/** Lines are joined to writes of about this size. */
const writeBytes = 1024 * 1024;
/** So much may wait for the disk before the writer should. */
const patientBytes = 8 * 1024 * 1024;
/** What one character of a text takes at most. */
const mostBytesPerChar = 3;

export type NdjsonFile = {
  write(line: string): void;
  /** Undefined unless much waits; then waits until it is written. Rejects when the disk refuses. */
  settle(): Promise<void> | undefined;
  /** Waits until all is written. Rejects when the disk refused any of it. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** The file must not exist yet. */
export async function openNdjsonFile(path: string): Promise<NdjsonFile> {
  const handle = await open(path, "wx");
  // Lines become bytes at once: a text of a megabyte that grew line by line keeps every part of every line alive.
  let block = Buffer.allocUnsafeSlow(writeBytes);
  let used = 0;
  let waitingBytes = 0;
  let last = Promise.resolve();
  const hand = () => {
    const chunk = block.subarray(0, used);
    block = Buffer.allocUnsafeSlow(writeBytes);
    used = 0;
    waitingBytes += chunk.length;
    last = last
      .then(() => handle.writeFile(chunk))
      .then(() => {
        waitingBytes -= chunk.length;
      });
    // Whoever waits next hears of a failure; until then it must not end the process.
    last.catch(() => undefined);
  };
  const makeRoom = (bytes: number) => {
    if (used > 0) hand();
    if (bytes > block.length) block = Buffer.allocUnsafeSlow(bytes);
  };
  return {
    write(line) {
      const most = line.length * mostBytesPerChar + 1;
      if (used + most > block.length) makeRoom(most);
      used += block.write(line, used);
      block[used] = 10;
      used += 1;
    },
    settle: () => (waitingBytes > patientBytes ? last : undefined),
    flush() {
      if (used > 0) hand();
      return last;
    },
    close: () => handle.close(),
  };
}
