// Between node:http and the Request and Response of a route handler.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { cutOff } from "../parse-input.ts";
import { StreamedResponse } from "../streamed-response.ts";
import { TextResponse } from "../text-response.ts";
import { ReadRequest } from "./read-request.ts";
import { sendPieces } from "./send-pieces.ts";

/** Bodies up to here are read at once: a web stream costs more than the rest of such a request. */
const smallBodyBytes = 64 * 1024;

/** `request.headers` is read, not the raw list: ids and client address were settled there. */
export async function toRequest(
  request: IncomingMessage,
  target: string,
  signal: AbortSignal,
): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
    else for (const item of value ?? []) headers.append(name, item);
  }
  const url = `http://${request.headers.host}${target}`;
  if (request.method === "GET" || request.method === "HEAD")
    return new Request(url, { method: "GET", headers, signal });
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (length <= smallBodyBytes)
    return new ReadRequest(url, { method: request.method ?? "POST", headers, signal }, await whole(request));
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

function whole(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("close", () => {
      if (!request.complete) reject(cutOff());
    });
  });
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
  from.headers.forEach((value, name) => {
    // Both may hold several values, and one of them can be there already.
    if (name === "set-cookie" || name === "vary") response.appendHeader(name, value);
    else response.setHeader(name, value);
  });
}
