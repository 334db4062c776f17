// One way to ask our own API from a page: the answer as agreed, or what went wrong in words.
import { type Cause, currentCause, resumeCause } from "#components/telemetry/cause.ts";

export type Failure = {
  /** Undefined when nobody answered. */
  status: number | undefined;
  code: string;
  detail: string;
  requestId: string | undefined;
  traceId: string | undefined;
  fields: readonly { path: string; message: string }[];
  /** The server's wish; asking earlier is refused again. */
  retryAfterSeconds: number | undefined;
};
export type Answer<Data> = { ok: true; data: Data } | { ok: false; failure: Failure };

type Options = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** What it is asked because of, for whoever asks later than that happened. */
  cause?: Cause | undefined;
};

type Shape<Data> = { safeParse(value: unknown): { success: true; data: Data } | { success: false } };
/** A function loads it when it is needed, so that it is not among what a page loads first. */
export type ShapeSource<Data> = Shape<Data> | (() => Promise<Shape<Data>>);

// Zod would try `new Function`, which the content security policy of a page forbids and reports. Not so on the server.
if (typeof window !== "undefined") {
  const zod = window as { __zod_globalConfig?: { jitless?: boolean } };
  zod.__zod_globalConfig = Object.assign(zod.__zod_globalConfig ?? {}, { jitless: true });
}

export async function askServer<Data>(
  path: string,
  source: ShapeSource<Data>,
  { cause = currentCause(), ...options }: Options = {},
): Promise<Answer<Data>> {
  resumeCause(cause);
  const answer = await ask(path, source, options);
  // Whoever goes on with the answer does so because of the same.
  resumeCause(cause);
  return answer;
}

async function ask<Data>(
  path: string,
  source: ShapeSource<Data>,
  { method = "GET", body, headers, signal }: Options,
): Promise<Answer<Data>> {
  const loading = Promise.resolve(typeof source === "function" ? source() : source).catch(() => undefined);
  const response = await fetch(path, {
    method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch(() => undefined);
  if (!response) return failed("unreachable", "The server does not answer. Is this browser online?");
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) return { ok: false, failure: failureOf(response, said) };
  const read = (await loading)?.safeParse(said);
  if (read?.success) return { ok: true, data: read.data };
  return failed(
    "unreadable",
    "The server's answer is not as agreed. It may be newer than this page: reload.",
  );
}

function failed(code: string, detail: string): Answer<never> {
  const nothing = {
    status: undefined,
    requestId: undefined,
    traceId: undefined,
    fields: [],
    retryAfterSeconds: undefined,
  };
  return { ok: false, failure: { ...nothing, code, detail } };
}

/** Every error answer is a problem document; a proxy on the way may answer with something else. */
function failureOf(response: Response, said: unknown): Failure {
  const problem = typeof said === "object" && said !== null ? said : {};
  const text = (name: string) => {
    const value: unknown = Reflect.get(problem, name);
    return typeof value === "string" ? value : undefined;
  };
  const fields: unknown = Reflect.get(problem, "fields");
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    status: response.status,
    code: text("code") ?? `http_${response.status}`,
    detail: text("detail") ?? `The server answered ${response.status} without saying why.`,
    requestId: text("requestId") ?? response.headers.get("x-request-id") ?? undefined,
    traceId: text("traceId") ?? response.headers.get("x-trace-id") ?? undefined,
    fields: Array.isArray(fields) ? fields.filter(isField) : [],
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  };
}

function isField(value: unknown): value is { path: string; message: string } {
  return typeof value === "object" && value !== null && "path" in value && "message" in value;
}
