import type { Labels } from "../types.ts";
import { jsonText } from "./json-text.ts";

/** A label set as the text that stands for it. Process metrics of prom-client have numbers for values. */
export function labelsText(labels: Labels): string {
  return jsonText(Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)])));
}
