// Where and how OTLP goes out. Everything is given explicitly, so that the exporters' own reading of OTEL_* variables
// decides nothing.
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { parseKeyPairsIntoRecord } from "@opentelemetry/core";

/** An export with its retries may take this long, then it has failed. */
export const exportTimeoutMs = 10_000;

export type Connection = {
  exporterOptions(path: "v1/traces" | "v1/logs" | "v1/metrics"): {
    url: string;
    headers: Record<string, string>;
    timeoutMillis: number;
    httpAgentOptions: (protocol: string) => HttpAgent | HttpsAgent;
  };
  /** Cuts what is under way and refuses what comes after, so that a hanging receiver cannot hold the process. */
  close(): void;
};

export function createConnection(endpoint: string, headers: string | undefined): Connection {
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
    exporterOptions: (path) => ({
      url: `${endpoint.replace(/\/+$/, "")}/${path}`,
      headers: parseKeyPairsIntoRecord(headers),
      timeoutMillis: exportTimeoutMs,
      httpAgentOptions: createAgent,
    }),
    close() {
      closed = true;
      for (const agent of agents) agent.destroy();
    },
  };
}
