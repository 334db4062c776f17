// All that a server has recorded and shows, as text to be searched.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LogList } from "#lib/contract/log-answers.ts";
import { TraceList } from "#lib/contract/trace-answers.ts";
import { send } from "./send.ts";
import type { RunningServer } from "./start-server.ts";

/** JSON of many things, one a line. */
export const lines = (things: readonly unknown[]) => things.map((thing) => JSON.stringify(thing)).join("\n");

export async function allLogs({ url }: RunningServer): Promise<LogList["logs"]> {
  const logs: LogList["logs"] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: LogList = LogList.parse(
      (await send(url, { path: `/api/logs?limit=200${cursor && `&cursor=${cursor}`}` })).json(),
    );
    logs.push(...page.logs);
    cursor = page.next;
  }
  return logs;
}

export async function allSpans({ url }: RunningServer): Promise<unknown[]> {
  const { traces } = TraceList.parse(
    (await send(url, { path: "/api/traces?limit=200&status=error" })).json(),
  );
  const found: unknown[] = [];
  // One after the other: a crowd of questions is refused.
  for (const { traceId } of traces) {
    const { status, json } = await send(url, { path: `/api/traces/${traceId}` });
    if (status !== 200) throw new Error(`the trace ${traceId} is answered with ${status}`);
    found.push(json());
  }
  return found;
}

export async function logFiles({ stateDir }: RunningServer): Promise<string> {
  const directory = join(stateDir, "logs");
  const texts = (await readdir(directory)).map((name) => readFile(join(directory, name), "utf8"));
  return (await Promise.all(texts)).join("\n");
}

export async function metrics({ url }: RunningServer): Promise<string> {
  const accepts = ["text/plain", "application/openmetrics-text; version=1.0.0", "application/json"];
  const answers = accepts.map((accept) => send(url, { path: "/metrics", headers: { accept } }));
  return (await Promise.all(answers)).map(({ text }) => text).join("\n");
}
