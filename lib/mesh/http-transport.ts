// Calls over HTTP. The busiest path of the process, so the client's lowest layer is used as it is: no decompression, no
// redirects, no streams.
import { type Dispatcher, Pool } from "undici";
import { meshTokenHeader } from "#lib/contract/mesh-report.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import { writeEnvelope } from "./envelope.ts";
import { type TransportCode, TransportError } from "./errors.ts";
import type { Reply, Transport } from "./types.ts";

/** A service that is asked by so many at once answers the rest later; how many may wait is the caller's policy. */
const maxConnections = 256;
const connectTimeoutMs = 5_000;
/** Larger replies are cut: whoever answers to a hop must not fill the caller's memory. */
export const maxReplyBytes = 1024 * 1024;

export type HttpTransport = { readonly send: Transport; close(): Promise<void> };

type Place = { pool: Pool; prefix: string };

type Given = {
  urlOf(service: string): string;
  /** What the other processes of the mesh ask for, if they do. */
  token?: string | undefined;
};

export function createHttpTransport({ urlOf, token }: Given): HttpTransport {
  // A pool for each service, also where they share an address: calls that wait for deeper calls must not hold the
  // connections which those need.
  const places = new Map<string, Place>();
  const placeOf = (service: string): Place => {
    const known = places.get(service);
    if (known) return known;
    const { origin, pathname } = new URL(urlOf(service));
    const pool = new Pool(origin, {
      connections: maxConnections,
      pipelining: 1,
      connect: { timeout: connectTimeoutMs },
      // The caller's deadline comes as a signal; timers of the client's own would only cost.
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
    });
    const place = { pool, prefix: pathname.replace(/\/$/, "") };
    places.set(service, place);
    return place;
  };

  return {
    send(envelope, signal) {
      const { pool, prefix } = placeOf(envelope.service);
      const headers = writeEnvelope(envelope);
      if (token !== undefined) headers[meshTokenHeader] = token;
      const request = {
        method: "POST" as const,
        path: `${prefix}/services/${envelope.service}/${envelope.operation}`,
        headers,
        body: JSON.stringify(envelope.input ?? null),
      };
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        pool.dispatch(request, collectReply(signal, resolve, reject));
      });
    },
    async close() {
      await Promise.all([...places.values()].map(({ pool }) => pool.destroy()));
    },
  };
}

function collectReply(
  signal: StopSignal,
  resolve: (reply: Reply) => void,
  reject: (reason: unknown) => void,
): Dispatcher.DispatchHandler {
  let underWay: Dispatcher.DispatchController | undefined;
  let status = 0;
  let bytes = 0;
  const chunks: Buffer[] = [];
  const fail = (reason: unknown) => {
    signal.removeEventListener("abort", onAbort);
    reject(reason);
  };
  const onAbort = () => {
    fail(signal.reason);
    underWay?.abort(asError(signal.reason));
  };
  signal.addEventListener("abort", onAbort, { once: true });

  return {
    onRequestStart(controller) {
      underWay = controller;
      // Nobody waits any more: it was given up while it stood in the queue for a connection.
      if (signal.aborted) controller.abort(asError(signal.reason));
    },
    onResponseStart(_controller, statusCode) {
      status = statusCode;
    },
    onResponseData(controller, chunk) {
      bytes += chunk.length;
      if (bytes > maxReplyBytes)
        return controller.abort(new TransportError("ECONNRESET", `reply exceeds ${maxReplyBytes} bytes`));
      chunks.push(chunk);
    },
    onResponseEnd() {
      signal.removeEventListener("abort", onAbort);
      const body = parsed(chunks);
      resolve({ status, body: status < 400 ? body : refusalIn(body) });
    },
    onResponseError(_controller, error) {
      fail(asTransportError(error));
    },
  };
}

/** What is not JSON is no answer of a service; who expects a certain shape will miss it. */
function parsed(chunks: readonly Buffer[]): unknown {
  const [first] = chunks;
  if (!first) return undefined;
  try {
    return JSON.parse((chunks.length === 1 ? first : Buffer.concat(chunks)).toString());
  } catch {
    return undefined;
  }
}

/** Over HTTP a refusal is a problem document; between services it is its code and its message. */
function refusalIn(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("detail" in body) || !("code" in body)) return body;
  return { code: body.code, message: body.detail };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Names that cannot be resolved and hosts without a route are, to a caller, places where nothing listens. */
const codes: Record<string, TransportCode> = {
  ECONNREFUSED: "ECONNREFUSED",
  ENOTFOUND: "ECONNREFUSED",
  EAI_AGAIN: "ECONNREFUSED",
  EHOSTUNREACH: "ECONNREFUSED",
  ENETUNREACH: "ECONNREFUSED",
  ETIMEDOUT: "ETIMEDOUT",
  UND_ERR_CONNECT_TIMEOUT: "ETIMEDOUT",
};

function asTransportError(error: Error & { code?: unknown; errors?: unknown }): TransportError {
  const code = codes[String(error.code)] ?? "ECONNRESET";
  // A name with several addresses fails with one error for each, and no text of its own.
  const [first] = Array.isArray(error.errors) ? error.errors : [];
  const text = error.message || (first instanceof Error ? first.message : "");
  return new TransportError(code, text || code);
}
