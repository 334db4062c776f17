// Clients that each ask again once they are answered, on a connection that stays. What they send is written beforehand, and
// of an answer they read its status and its length: they share the server's cores, and one that parses takes a third of them.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What one client asks, from the first to the last and then from the first again. */
export type Asker = { requests: readonly Buffer[]; answered(status: number): void };
export type LoopResult = { perSecond: number; p99Ms: number };

type Answer = { status: number; bytes: number };

const blankLine = "\r\n\r\n";
const lengthOfBody = /\r\ncontent-length: (\d+)/i;

export function writePost(url: string, path: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries({
    host: new URL(url).host,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`POST ${path} HTTP/1.1`, ...lines].join("\r\n") + blankLine + body);
}

export async function askInCircles(
  url: string,
  seconds: number,
  askers: readonly Asker[],
): Promise<LoopResult> {
  const connected = await Promise.all(askers.map(async (asker) => ({ asker, socket: await connectTo(url) })));
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1_000;
  await Promise.all(connected.map(({ asker, socket }) => keepAsking(socket, asker, endMs, tookMs)));
  const perSecond = tookMs.length / ((performance.now() - startedMs) / 1_000);
  tookMs.sort((one, other) => one - other);
  return { perSecond, p99Ms: Math.round(tookMs[Math.floor(tookMs.length * 0.99)] ?? Number.NaN) };
}

async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** The last answer is waited for, so that whatever was asked is counted. */
async function keepAsking(
  socket: Socket,
  { requests, answered }: Asker,
  endMs: number,
  tookMs: number[],
): Promise<void> {
  let unread: Buffer = Buffer.alloc(0);
  let nth = 0;
  let askedMs = 0;
  const ask = () => {
    askedMs = performance.now();
    socket.write(requests[nth++ % requests.length] ?? "");
  };
  ask();
  for await (const chunk of socket) {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    const answer = readAnswer(unread);
    if (!answer) continue;
    unread = unread.subarray(answer.bytes);
    const nowMs = performance.now();
    tookMs.push(nowMs - askedMs);
    answered(answer.status);
    if (nowMs >= endMs) return;
    ask();
  }
  throw new Error("The server closed a connection");
}

/** Undefined while part of it is still to come. */
function readAnswer(unread: Buffer): Answer | undefined {
  const headBytes = unread.indexOf(blankLine);
  if (headBytes < 0) return undefined;
  const head = unread.toString("latin1", 0, headBytes);
  const length = lengthOfBody.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length cannot be followed:\n${head}`);
  const bytes = headBytes + blankLine.length + Number(length);
  return unread.length < bytes ? undefined : { status: Number(head.slice(9, 12)), bytes };
}
