// Whoever is notified, in any kind of trouble. It keeps every message that it took, twice where it came twice: who asks
// decides what a duplicate is.
import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

export type Received = {
  headers: IncomingHttpHeaders;
  body: string;
  path: string;
  /** Whoever sent it has hung up. */
  isGone(): boolean;
};
/** What becomes of a message; `lost`: it is taken, and the answer never comes. */
export type Answer = { status: number; headers?: Record<string, string> } | "reset" | "hang" | "lost";

export type HookReceiver = {
  readonly url: string;
  /** In the order in which they were taken. */
  readonly taken: Received[];
  /** What came, whatever became of it. */
  readonly requests: Received[];
  answer(message: Received): Answer | Promise<Answer>;
  close(): Promise<void>;
};

export const well = { status: 200 } as const;

export async function startHookReceiver(answer: HookReceiver["answer"] = () => well): Promise<HookReceiver> {
  const receiver = {
    url: "",
    taken: [] as Received[],
    requests: [] as Received[],
    answer,
    close: () => close(server),
  };
  const server = createServer((request, response) => void receive(receiver, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

async function receive(receiver: HookReceiver, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request);
  if (body === undefined) return;
  const message = {
    headers: request.headers,
    body,
    path: request.url ?? "",
    isGone: () => request.socket.destroyed,
  };
  receiver.requests.push(message);
  const answer = await receiver.answer(message);
  if (answer === "hang") return;
  if (answer === "reset") return void request.socket.resetAndDestroy();
  if (answer === "lost" || answer.status < 300) receiver.taken.push(message);
  if (answer === "lost") return void request.socket.destroy();
  response.writeHead(answer.status, answer.headers).end();
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
