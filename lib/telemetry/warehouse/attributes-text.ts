// The attributes of a span as JSON. Most spans of an operation have the very same ones, whose text is made once: comparing
// them costs a tenth.
import type { Attributes, SpanKind } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { jsonText } from "./json-text.ts";

/** In columns of their own already; without them the texts are the same, and are searched once for all. */
const ownColumns = new Set(["request_id", "tenant_id"]);
/** An operation more, and all are forgotten: names can come from anywhere. */
const mostKnown = 2_000;
/** So often in a row another text, and an operation's is remembered no more: keeping what comes once costs the most. */
const mostMissed = 8;

type Told = Pick<ReadableSpan, "name" | "kind" | "attributes">;
type Last = { names: string[]; values: unknown[]; text: string; missed: number };
const lastOf: Partial<Record<SpanKind, Map<string, Last>>> = {};

export function attributesText({ name, kind, attributes }: Told): string {
  lastOf[kind] ??= new Map();
  const known = lastOf[kind];
  const last = known.get(name);
  if (last && isSame(last, attributes)) {
    last.missed = 0;
    return last.text;
  }
  const { request_id, tenant_id, ...told } = attributes;
  const text = jsonText(told);
  const missed = last ? last.missed + 1 : 0;
  if (missed > mostMissed) return text;
  if (known.size >= mostKnown) known.clear();
  known.set(name, { names: Object.keys(told), values: Object.values(told), text, missed });
  return text;
}

/** Lists are never: each span has its own. */
function isSame({ names, values }: Last, attributes: Attributes): boolean {
  let at = 0;
  for (const name in attributes) {
    if (ownColumns.has(name)) continue;
    if (names[at] !== name || values[at] !== attributes[name]) return false;
    at += 1;
  }
  return at === names.length;
}
