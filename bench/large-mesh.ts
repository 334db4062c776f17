// A thousand services in one process, with shoppers: that it works, and what it occupies.
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { ServiceList } from "#lib/contract/mesh.ts";
import type { Traffic } from "#lib/contract/traffic.ts";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import type { Figure } from "./figures.ts";
import { droppedSignals, getJson, sendJson } from "./server-state.ts";

const services = 1_000;
const requestsPerSecond = 15;
const seconds = 15;

export async function benchLargeMesh(): Promise<Figure[]> {
  const server = await startServer({
    env: { CHECK_REPLIES: "off", LOG_STDOUT: "off", MESH_SERVICES: String(services) },
    readyTimeoutMs: 60_000,
  });
  try {
    await sendJson("PATCH", `${server.url}/api/traffic`, { requestsPerSecond });
    await wait(seconds * 1_000);
    const { sent, failed } = await getJson<Traffic>(`${server.url}/api/traffic`);
    const { services: seen } = await getJson<ServiceList>(`${server.url}/services`);
    const calls = seen.reduce((sum, { request_count }) => sum + request_count, 0);
    const called = seen.filter(({ request_count }) => request_count > 0).length;
    const dropped = await droppedSignals(server.url);
    return [
      {
        name: "journeys that failed among a thousand services",
        measured: (failed / sent) * 100,
        unit: "%",
        limit: { atMost: 3 },
        detail: `${sent} journeys, ${calls} calls to ${called} of ${seen.length} services, ${dropped} signals dropped; resident ${residentMb(server.process.pid)} MB`,
      },
    ];
  } finally {
    await server.stop();
  }
}

function residentMb(pid: number | undefined): number {
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
