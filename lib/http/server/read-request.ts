import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { cutOff } from "../parse-input.ts";
import type { RouteRequest } from "../route-spec.ts";

type Arrived = { url: string; method: string; headers: IncomingHttpHeaders; text(): Promise<string> };

/**
 * What a route asks of its request, straight from node's. Fetch's own copies the headers, puts the body into a web stream
 * and follows the signal: for a small request, that costs more than everything else.
 */
export class ReadRequest implements RouteRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: RouteRequest["headers"];
  readonly text: () => Promise<string>;
  private readonly leaving: { readonly signal: AbortSignal };

  constructor({ url, method, headers, text }: Arrived, leaving: { readonly signal: AbortSignal }) {
    this.url = url;
    this.method = method;
    this.headers = { get: (name) => headerText(headers[name.toLowerCase()]) };
    this.text = text;
    this.leaving = leaving;
  }

  /** Made when it is asked for: most routes are done before their caller could leave. */
  get signal(): AbortSignal {
    return this.leaving.signal;
  }
}

function headerText(value: string | string[] | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : value.join(", ");
}

const decoder = new TextDecoder();

export function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    request.on("end", () => resolve(decoder.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))));
    request.on("close", () => {
      if (!request.complete) reject(cutOff());
    });
  });
}
