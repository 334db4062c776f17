// Spans and log lines that another process recorded: they go where the own ones go, under their own process's identity.
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { LogSink } from "./logs/record.ts";
import { createResources, type Identity } from "./service-resource.ts";
import { toReadableSpan } from "./traces/reported-span.ts";
import type { ReceivedRecords } from "./types.ts";

type Takers = { spans: readonly ((span: ReadableSpan) => void)[]; logs: readonly LogSink[] };

/** Resources are kept, because exporters group by their identity; of processes that come and go only the last ones. */
const instancesKept = 64;

export function createReceiver(takers: Takers): (records: ReceivedRecords) => void {
  const known = new Map<string, ReturnType<typeof createResources>>();
  const resourcesOf = (identity: Identity) => {
    const resources = known.get(identity.instanceId) ?? createResources(identity);
    known.delete(identity.instanceId);
    known.set(identity.instanceId, resources);
    const [oldest] = known.keys();
    if (known.size > instancesKept && oldest !== undefined) known.delete(oldest);
    return resources;
  };
  return ({ instanceId, version, sequence, spans, logs }) => {
    const resourceOf = resourcesOf({ instanceId, version });
    for (const span of spans) {
      const readable = toReadableSpan(span, resourceOf(span.service));
      for (const take of takers.spans) take(readable);
    }
    for (const [nth, line] of logs.entries())
      for (const take of takers.logs) take(line, `${instanceId}/${sequence}/${nth}`);
  };
}
