import { once } from "node:events";
import { createServer } from "node:net";
import { type RunningProcess, startProcess } from "./start-process.ts";

type Options = { service: string; port: number; serviceUrls: string; env?: Record<string, string> };

/** One service of the mesh as a process of its own. */
export function startService({ service, port, serviceUrls, env = {} }: Options): Promise<RunningProcess> {
  return startProcess({
    args: ["cli/service.ts", service, "--port", String(port)],
    env: { SERVICE_URLS: serviceUrls, CHECK_REPLIES: "true", ...env },
  });
}

/** Processes that must know each other's address before they run cannot each take a free port. */
export async function findFreePorts(count: number): Promise<number[]> {
  const holders = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(holders.map((holder) => once(holder, "listening")));
  const ports = holders.map((holder) => (holder.address() as { port: number }).port);
  await Promise.all(holders.map((holder) => new Promise((closed) => holder.close(closed))));
  return ports;
}
