// What is bounded, and what was lost, in the words of the control room.
import { writeBytes, writeCount } from "#components/room/readings.ts";
import type { Bound, Loss } from "#lib/contract/process-health.ts";

export const partNames: Record<Bound["part"], string> = {
  heap: "JavaScript heap",
  "warehouse-memory": "Warehouse in memory",
  "warehouse-file": "Warehouse on disk",
  "warehouse-queue": "Waiting to be stored",
  "warehouse-queries": "Questions waiting",
  "otlp-traces": "Spans waiting to be sent",
  "otlp-logs": "Log records waiting to be sent",
};

const signalNames: Record<Loss["signal"], readonly [one: string, many: string]> = {
  spans: ["span", "spans"],
  logs: ["log line", "log lines"],
  points: ["metric point", "metric points"],
};

const sinkPhrases: Readonly<Record<string, string>> = {
  stdout: "were not printed, because nobody read them",
  file: "did not get into the log file",
  warehouse: "did not get into the warehouse",
  "otlp-traces": "were not taken by the OTLP receiver",
  "otlp-logs": "were not taken by the OTLP receiver",
  "otlp-metrics": "were not taken by the OTLP receiver",
  registry: "had no valid value",
};

export function boundInWords({ used, limit, unit }: Bound): string {
  if (unit === "queries") return `${used} of ${limit}`;
  return `${together(used)} of ${together(limit)}`;
}

export function lossInWords({ sink, signal, amount }: Loss): string {
  const [one, many] = signalNames[signal];
  const phrase = sinkPhrases[sink] ?? `were not kept by ${sink}`;
  const inNumber = amount === 1 ? phrase.replace(/^were/, "was") : phrase;
  return `${writeCount(amount)} ${amount === 1 ? one : many} ${inNumber}`;
}

function together(bytes: number): string {
  const { value, unit } = writeBytes(bytes);
  return `${value} ${unit}`;
}
