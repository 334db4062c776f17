// A request as it is on the wire: `fetch` would not let a test choose Host, Origin or a broken body.
import { type IncomingHttpHeaders, request } from "node:http";

export type Sent = {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  chunked?: boolean;
};

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json(): Record<string, unknown>;
};

export function send(
  baseUrl: string,
  { method = "GET", path = "/", headers = {}, body, chunked = false }: Sent = {},
): Promise<Answer> {
  const { hostname, port } = new URL(baseUrl);
  const length = body !== undefined && !chunked ? { "content-length": String(Buffer.byteLength(body)) } : {};
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            json: () => JSON.parse(text),
          });
        });
      },
    );
    sent.on("error", reject);
    if (body !== undefined) sent.write(body);
    sent.end();
  });
}
