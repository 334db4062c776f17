// A real OTLP/HTTP receiver on a free port: what it holds is what was decoded from the bytes that arrived.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { decodeRequest, type Message, type OtlpPath } from "./otlp-messages.ts";

export type Received = { path: string; headers: IncomingMessage["headers"]; body: Message };
export type OtlpReceiver = {
  url: string;
  received: Received[];
  /** How requests are answered from now on; 200 with an empty message at first. */
  answer: (response: ServerResponse, path: string) => void;
  stop(): Promise<void>;
};

export async function startReceiver(): Promise<OtlpReceiver> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const bytes = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
    const signalPath = /\/v1\/\w+$/.exec(path)?.[0] as OtlpPath;
    receiver.received.push({ path, headers: request.headers, body: decodeRequest(signalPath, bytes) });
    receiver.answer(response, path);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: (response) => response.writeHead(200, { "content-type": "application/x-protobuf" }).end(),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
