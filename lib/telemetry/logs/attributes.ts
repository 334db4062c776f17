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

function keep(kept: Record<string, AttributeValue>, key: string, value: AttributeValue): void {
  if (key !== "__proto__") kept[key] = value;
  // A key like any other; but to assign to it would be to give the object a prototype.
  else Object.defineProperty(kept, key, { value, enumerable: true, configurable: true, writable: true });
}

export function allowAttributes(offered: Attributes | undefined): Readonly<Record<string, AttributeValue>> {
  if (!offered) return none;
  // An object without a prototype is a table to V8, and takes three times as long to be read and written.
  const kept: Record<string, AttributeValue> = {};
  let count = 0;
  for (const key of Object.keys(offered)) {
    const fit = allowed(offered[key]);
    if (fit === undefined) continue;
    if (count === maxAttributes) break;
    keep(kept, clip(key, maxKeyLength), fit);
    count += 1;
  }
  return kept;
}
