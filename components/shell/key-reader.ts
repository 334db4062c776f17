// What a key press means, as a pure function: the listener only carries it out.
import { everyPage } from "./navigation.ts";

export type Command = "palette" | "help" | "search" | "pause" | "copy-link" | "halt";
export type KeyAction = { kind: Command } | { kind: "go"; href: string };

export type KeyPress = {
  key: string;
  ctrlOrMeta: boolean;
  alt: boolean;
  shift: boolean;
  /** Somebody is writing, or a dialog is open and has the keys. */
  typing: boolean;
  /** The focus is on something that Space itself works. */
  onControl: boolean;
};

/** `g` waits this long for its letter. */
const goWindowMs = 1_500;

export type KeyReader = { goSinceMs: number | undefined };
export const idleReader: KeyReader = { goSinceMs: undefined };

const singleKeys: Record<string, Command> = { "?": "help", "/": "search", y: "copy-link", " ": "pause" };

export function readKey(
  reader: KeyReader,
  press: KeyPress,
  { nowMs, singleKeysOn }: { nowMs: number; singleKeysOn: boolean },
): { reader: KeyReader; action?: KeyAction } {
  if (press.ctrlOrMeta && !press.alt && press.key.toLowerCase() === "k") {
    return { reader: idleReader, action: { kind: "palette" } };
  }
  // Works while typing too: whoever wants everything to stop should not have to leave a field first.
  if (press.ctrlOrMeta && press.shift && !press.alt && press.key.toLowerCase() === "x") {
    return { reader: idleReader, action: { kind: "halt" } };
  }
  if (press.typing || press.ctrlOrMeta || press.alt || !singleKeysOn) return { reader: idleReader };
  if (reader.goSinceMs !== undefined && nowMs - reader.goSinceMs <= goWindowMs) {
    const page = everyPage.find(({ goKey }) => goKey === press.key);
    return page ? { reader: idleReader, action: { kind: "go", href: page.href } } : { reader: idleReader };
  }
  if (press.key === "g") return { reader: { goSinceMs: nowMs } };
  const command = press.key === " " && press.onControl ? undefined : singleKeys[press.key];
  return { reader: idleReader, ...(command ? { action: { kind: command } } : {}) };
}
