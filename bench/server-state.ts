// What a running server says of itself.
import type { ProcessHealth } from "#lib/contract/process-health.ts";

export async function getJson<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`);
  return (await response.json()) as Body;
}

export async function sendJson<Body>(method: string, url: string, body: object): Promise<Body> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** Signals that some sink could not keep, since the server started. */
export async function droppedSignals(url: string): Promise<number> {
  const { entries } = await getJson<{ entries: ProcessHealth }>(`${url}/api/process-health`);
  return entries.telemetry.dropped;
}
