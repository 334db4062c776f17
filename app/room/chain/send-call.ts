// Sends one of the scripted calls and keeps what a terminal would show of the answer.

export type CallAnswer = {
  status: number;
  durationMs: number;
  traceId: string | undefined;
  body: string;
};

/** Undefined when nobody answered. */
export async function sendCall(path: string): Promise<CallAnswer | undefined> {
  const startMs = performance.now();
  const response = await fetch(path, { method: "POST" }).catch(() => undefined);
  if (!response) return undefined;
  const body = await response.text().catch(() => "");
  return {
    status: response.status,
    durationMs: performance.now() - startMs,
    traceId: response.headers.get("x-trace-id") ?? undefined,
    body: readable(body),
  };
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
