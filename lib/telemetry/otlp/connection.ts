// Where and how OTLP goes out. Everything is given explicitly, so that the exporters' own reading of OTEL_* variables
// decides nothing.
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { parseKeyPairsIntoRecord } from "@opentelemetry/core";
import type { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Config } from "#lib/config/load.ts";

type ExporterOptions = NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>;
export type OtlpSignal = "traces" | "logs" | "metrics";

export type Connection = {
  /** Undefined for a signal that goes nowhere. */
  exporterOptions(signal: OtlpSignal): ExporterOptions | undefined;
  /** Cuts what is under way and refuses what comes after, so that a hanging receiver cannot hold the process. */
  close(): void;
};

export function createConnection(config: Config): Connection {
  const agents: (HttpAgent | HttpsAgent)[] = [];
  let closed = false;
  const createAgent = (protocol: string) => {
    const agent =
      protocol === "https:" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (...request) => {
      if (closed) throw new Error("Telemetry is closed");
      return connect(...request);
    };
    agents.push(agent);
    return agent;
  };
  return {
    exporterOptions(signal) {
      const url = endpointOf(config, signal);
      return url === undefined
        ? undefined
        : {
            url,
            headers: headersOf(config, signal),
            timeoutMillis: config.OTEL_EXPORTER_OTLP_TIMEOUT,
            compression: config.OTEL_EXPORTER_OTLP_COMPRESSION as NonNullable<ExporterOptions["compression"]>,
            httpAgentOptions: createAgent,
          };
    },
    close() {
      closed = true;
      for (const agent of agents) agent.destroy();
    },
  };
}

function endpointOf(config: Config, signal: OtlpSignal): string | undefined {
  const wanted = {
    traces: config.OTEL_TRACES_EXPORTER,
    logs: config.OTEL_LOGS_EXPORTER,
    metrics: config.OTEL_METRICS_EXPORTER,
  };
  if (config.OTEL_SDK_DISABLED || wanted[signal] !== "otlp") return undefined;
  const own = {
    traces: config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
    logs: config.OTEL_EXPORTER_OTLP_LOGS_ENDPOINT,
    metrics: config.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT,
  };
  const base = config.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, "");
  return own[signal] ?? (base === undefined ? undefined : `${base}/v1/${signal}`);
}

function headersOf(config: Config, signal: OtlpSignal): Record<string, string> {
  const own = {
    traces: config.OTEL_EXPORTER_OTLP_TRACES_HEADERS,
    logs: config.OTEL_EXPORTER_OTLP_LOGS_HEADERS,
    metrics: config.OTEL_EXPORTER_OTLP_METRICS_HEADERS,
  };
  return {
    ...parseKeyPairsIntoRecord(config.OTEL_EXPORTER_OTLP_HEADERS),
    ...parseKeyPairsIntoRecord(own[signal]),
  };
}
