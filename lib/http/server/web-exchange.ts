// Between node:http and the Request and Response of a route handler.
import type { IncomingMessage, ServerResponse } from "node:http";
import { StreamedResponse } from "../streamed-response.ts";
import { TextResponse } from "../text-response.ts";
import { ReadRequest, readText } from "./read-request.ts";
import { sendPieces } from "./send-pieces.ts";

/** Up to here a body is read before the route is asked, so that none is left in front of the next request. */
const smallBodyBytes = 64 * 1024;

/** `request.headers` is read, not the raw list: ids and client address were settled there. */
export async function toRequest(
  request: IncomingMessage,
  target: string,
  leaving: { readonly signal: AbortSignal },
): Promise<ReadRequest> {
  const { headers, method = "GET" } = request;
  const url = `http://${headers.host}${target}`;
  const reading = method === "GET" || method === "HEAD";
  const asked = { url, method: reading ? "GET" : method, headers };
  const small = reading || Number(headers["content-length"] ?? Number.NaN) <= smallBodyBytes;
  if (!small) return new ReadRequest({ ...asked, text: () => readText(request) }, leaving);
  const body = reading ? "" : await readText(request);
  return new ReadRequest({ ...asked, text: () => Promise.resolve(body) }, leaving);
}

/**
 * Headers set on the node response before (ids, security) stay; the handler's win where both set one. A network error
 * (`Response.error()`) is one to the client as well.
 */
export async function sendResponse(from: Response, response: ServerResponse, { head }: { head: boolean }) {
  if (from.type === "error") return void response.socket?.resetAndDestroy();
  if (from instanceof StreamedResponse) {
    setHead(from, response);
    if (!head) return sendPieces(from, response);
    from.cancel();
    return void response.end();
  }
  const text = from instanceof TextResponse ? from.wholeText : undefined;
  const body = text === undefined && from.body !== null ? Buffer.from(await from.arrayBuffer()) : undefined;
  setHead(from, response);
  if (text !== undefined) {
    response.setHeader("content-length", Buffer.byteLength(text));
    return void response.end(head ? undefined : text);
  }
  if (body) response.setHeader("content-length", body.length);
  // As text it leaves together with the headers in one write; latin1 keeps every byte.
  response.end(head ? undefined : body?.toString("latin1"), "latin1");
}

function setHead(from: Response, response: ServerResponse): void {
  response.statusCode = from.status;
  const given = from instanceof TextResponse ? from.givenHeaders : undefined;
  if (given) for (const name in given) setHeader(response, name.toLowerCase(), given[name] ?? "");
  else for (const [name, value] of from.headers) setHeader(response, name, value);
}

function setHeader(response: ServerResponse, name: string, value: string): void {
  // Both may hold several values, and one of them can be there already.
  if (name === "set-cookie" || name === "vary") response.appendHeader(name, value);
  else response.setHeader(name, value);
}
