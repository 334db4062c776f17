// Attributes are an allow-list of primitive values. Nothing is ever serialised whole: an object handed over by
// mistake may carry a password, and hiding known keys misses the unknown ones.
import type { Attributes, AttributeValue } from "../types.ts";

export const maxAttributes = 32;
export const maxKeyLength = 128;
export const maxValueLength = 4_096;
export const maxMessageLength = 8_192;

/** Cut to a length that a line, a column and a reader can bear; half a character is no character. */
export function clip(text: string, limit: number): string {
  return (text.length <= limit ? text : `${text.slice(0, limit - 1)}…`).toWellFormed();
}

function allowed(value: unknown): AttributeValue | undefined {
  switch (typeof value) {
    case "string":
      return clip(value, maxValueLength);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    default:
      return value === null ? null : undefined;
  }
}

const none: Readonly<Record<string, AttributeValue>> = Object.freeze({});

export function allowAttributes(offered: Attributes | undefined): Readonly<Record<string, AttributeValue>> {
  if (!offered) return none;
  // Without a prototype, a key such as `__proto__` is a key like any other.
  const kept: Record<string, AttributeValue> = Object.create(null);
  let count = 0;
  for (const [key, value] of Object.entries(offered)) {
    const fit = allowed(value);
    if (fit === undefined) continue;
    if (count === maxAttributes) break;
    kept[clip(key, maxKeyLength)] = fit;
    count += 1;
  }
  return kept;
}
