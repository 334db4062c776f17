// A ProdSentinel of our own that can be in any kind of trouble. It keeps every request it accepted, twice where it came
// twice: who asks decides what a duplicate is.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Shipped = {
  signal_id: string;
  trace_id: string;
  service_name: string;
  timestamp: string;
  level: string;
  message: string;
  attributes: Record<string, unknown>;
};

/** `partial` takes the event and breaks off in the middle of saying so; `reset` and `hang` take nothing. */
export type Mood =
  | { how: "well" }
  | { how: "answers"; status: number; headers?: Record<string, string>; to?: (event: Shipped) => boolean }
  | { how: "reset" }
  | { how: "hang" }
  | { how: "partial" };

export type ReceivedRequest = {
  atMs: number;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
  /** Tells connections apart. */
  port: number;
};

export type LogReceiver = {
  readonly url: string;
  /** Accepted, in the order in which they came. */
  readonly accepted: Shipped[];
  /** What came, whatever became of it. */
  readonly requests: ReceivedRequest[];
  mood: Mood;
  /** Nothing listens any more. */
  down(): Promise<void>;
  /** At the same address again. */
  up(): Promise<void>;
};

export async function startLogReceiver(): Promise<LogReceiver> {
  let server: Server | undefined;
  let port = 0;
  const up = async () => {
    server = createServer((request, response) => void answer(receiver, request, response));
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  };
  const down = async () => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    closing.close();
    closing.closeAllConnections();
    await once(closing, "close");
  };
  const receiver: LogReceiver = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    accepted: [],
    requests: [],
    mood: { how: "well" },
    up,
    down,
  };
  await up();
  return receiver;
}

async function answer(receiver: LogReceiver, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request);
  if (body === undefined) return;
  const { url: path = "", headers } = request;
  receiver.requests.push({
    atMs: performance.now(),
    path,
    headers,
    body,
    port: request.socket.remotePort ?? 0,
  });
  const event = JSON.parse(body) as Shipped;
  const { mood } = receiver;
  if (mood.how === "hang") return;
  if (mood.how === "reset") return void request.socket.resetAndDestroy();
  if (mood.how === "answers" && (mood.to?.(event) ?? true)) {
    response.writeHead(mood.status, mood.headers).end('{"accepted":false}');
    return;
  }
  receiver.accepted.push(event);
  const text = '{"accepted":true}';
  response.writeHead(202, { "content-type": "application/json", "content-length": text.length });
  if (mood.how !== "partial") return void response.end(text);
  response.write(text.slice(0, 5), () => request.socket.destroy());
}

/** Undefined when whoever sent it went away. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  } catch {
    return undefined;
  }
}
