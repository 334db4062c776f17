// Between node:http and the Request and Response of a route handler.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

/** `request.headers` is read, not the raw list: ids and client address were settled there. */
export function toRequest(request: IncomingMessage, target: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
    else for (const item of value ?? []) headers.append(name, item);
  }
  const url = `http://${request.headers.host}${target}`;
  if (request.method === "GET" || request.method === "HEAD")
    return new Request(url, { method: "GET", headers });
  const body = Readable.toWeb(request) as unknown as ReadableStream;
  // Fetch wants `duplex` for a streamed body; TypeScript's DOM types do not know it yet.
  const init: RequestInit & { duplex: "half" } = {
    method: request.method ?? "POST",
    headers,
    body,
    duplex: "half",
  };
  return new Request(url, init);
}

/** Headers set on the node response before (ids, security) stay; the handler's win where both set one. */
export async function sendResponse(from: Response, response: ServerResponse, { head }: { head: boolean }) {
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
