// What was tried and what was answered, written down outside of the process that may die: on the disk before a request is
// sent, and again before its answer is believed.
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

export type Attempt = { visitorId: string; key: string; cardNumber: string };
export type Answer = { key: string; status: number; body: string };
type Line = { what: "attempt"; attempt: Attempt } | { what: "answer"; answer: Answer };

export type OutsideLedger = {
  attempted(attempt: Attempt): void;
  answered(answer: Answer): void;
  close(): void;
};

export function openLedger(path: string): OutsideLedger {
  const file = openSync(path, "a");
  const write = (line: Line) => {
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  };
  return {
    attempted: (attempt) => write({ what: "attempt", attempt }),
    answered: (answer) => write({ what: "answer", answer }),
    close: () => closeSync(file),
  };
}

export type Told = { attempts: Attempt[]; answers: Answer[] };

/** From the disk, not from what anybody remembers. */
export function readLedger(path: string): Told {
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  return {
    attempts: lines.flatMap((line) => (line.what === "attempt" ? [line.attempt] : [])),
    answers: lines.flatMap((line) => (line.what === "answer" ? [line.answer] : [])),
  };
}
