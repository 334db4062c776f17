// Owns one file of JSON lines. Nothing is dropped: whoever writes asks `settle` whether to wait for the disk.
import { open } from "node:fs/promises";

/** Lines are joined to writes of about this size. */
const writeChars = 1024 * 1024;
/** So much may wait for the disk before the writer should. */
const patientChars = 8 * 1024 * 1024;

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
  let text = "";
  let waitingChars = 0;
  let last = Promise.resolve();
  const hand = () => {
    const chunk = text;
    text = "";
    waitingChars += chunk.length;
    last = last
      .then(() => handle.writeFile(chunk))
      .then(() => {
        waitingChars -= chunk.length;
      });
    // Whoever waits next hears of a failure; until then it must not end the process.
    last.catch(() => undefined);
  };
  return {
    write(line) {
      text += `${line}\n`;
      if (text.length >= writeChars) hand();
    },
    settle: () => (waitingChars > patientChars ? last : undefined),
    flush() {
      if (text !== "") hand();
      return last;
    },
    close: () => handle.close(),
  };
}
