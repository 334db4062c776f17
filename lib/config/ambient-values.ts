// Operators put OpenTelemetry's variables into every process, also where nothing is sent. A value for others must not
// stop us then: it counts as unset.
import { flag } from "./kinds.ts";
import { otelVariables } from "./otel-variables.ts";

type Given = Readonly<Record<string, string>>;

const signals = { TRACES: "OTEL_BSP_", LOGS: "OTEL_BLRP_", METRICS: "OTEL_METRIC_" } as const;
type Signal = keyof typeof signals;
const allSignals = Object.keys(signals) as Signal[];

export function withoutAmbient(given: Given): Record<string, string> {
  const kept = { ...given };
  for (const [name, schema] of Object.entries(otelVariables))
    if (given[name] !== undefined && isIdle(name, given) && !schema.safeParse(given[name]).success)
      delete kept[name];
  return kept;
}

/** What it says is for signals of which none is sent. What decides whether they are is never idle. */
function isIdle(name: string, given: Given): boolean {
  if (name === "OTEL_SDK_DISABLED" || name.endsWith("_ENDPOINT")) return false;
  const own = allSignals.find((signal) => name.includes(`_${signal}_`) || name.startsWith(signals[signal]));
  return !(own ? [own] : allSignals).some((signal) => isSent(signal, given));
}

function isSent(signal: Signal, given: Given): boolean {
  if (flag.safeParse(given.OTEL_SDK_DISABLED).data) return false;
  const exporter = `OTEL_${signal}_EXPORTER` as const;
  const sentBy = otelVariables[exporter].safeParse(given[exporter]);
  if (sentBy.success && sentBy.data !== "otlp") return false;
  return [`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`, "OTEL_EXPORTER_OTLP_ENDPOINT"].some((name) => given[name]);
}
