// Between node:http and the Request and Response of a route handler.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

/** `request.headers` is read, not the raw list: ids and client address were settled there. */
export function toRequest(request: IncomingMessage, target: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
    else for (const item of value ?? []) headers.append(name, item);
  }
  const url = `http://${request.headers.host}${target}`;
  if (request.method === "GET" || request.method === "HEAD")
    return new Request(url, { method: "GET", headers, signal });
  const body = Readable.toWeb(request) as unknown as ReadableStream;
  // Fetch wants `duplex` for a streamed body; TypeScript's DOM types do not know it yet.
  const init: RequestInit & { duplex: "half" } = {
    method: request.method ?? "POST",
    headers,
    body,
    duplex: "half",
    signal,
  };
  return new Request(url, init);
}

/**
 * Headers set on the node response before (ids, security) stay; the handler's win where both set one. A network error
 * (`Response.error()`) is one to the client as well.
 */
export async function sendResponse(from: Response, response: ServerResponse, { head }: { head: boolean }) {
  if (from.type === "error") return void response.socket?.resetAndDestroy();
  const body = from.body === null ? undefined : Buffer.from(await from.arrayBuffer());
  response.statusCode = from.status;
  from.headers.forEach((value, name) => {
    // Both may hold several values, and one of them can be there already.
    if (name === "set-cookie" || name === "vary") response.appendHeader(name, value);
    else response.setHeader(name, value);
  });
  if (body) response.setHeader("content-length", body.length);
  response.end(head ? undefined : body);
}
