// Many browsers in one process, as cheap as they can be: a bare TCP connection each, which speaks just enough WebSocket
// and Socket.IO to join feeds, and notes when each delta arrived.
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export type WatchOrder =
  | { kind: "join"; url: string; watchers: number; feeds: string[] }
  | { kind: "count"; seconds: number };
/** Of what concerns everybody, the event and its id. */
export type Arrival = { feed: string; seq: string; atUs: number[] };
export type WatchResult = { joined: number; arrivals: Arrival[] };

const hello = "40";
const pong = "3";
const deltaHead = /^42\["feed:delta",\{"feed":"(\w+)","epoch":"[^"]+","seq":(\d+)/;
const eventHead = /^42\["(\w+)",\{"id":"([^"]+)"/;
/** The head of a delta has less. */
const headBytes = 160;

let arrivals: Map<string, number[]> | undefined;
let joined = 0;

const nowUs = () => Number(process.hrtime.bigint() / 1_000n);

function watch(url: URL, feeds: readonly string[]) {
  const socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  const key = randomBytes(16).toString("base64");
  const ask = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: ${url.host}\r\nupgrade: websocket\r\nconnection: upgrade\r\n`;
  socket.write(`${ask}sec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`);
  let rest: Buffer = Buffer.alloc(0);
  let upgraded = false;
  socket.on("data", (chunk: Buffer) => {
    const atUs = nowUs();
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!upgraded) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      rest = rest.subarray(end + 4);
      upgraded = true;
    }
    rest = takeFrames(rest, (payload) => hear(socket, payload, feeds, atUs));
  });
}

/** Frames from a server are not masked; what is incomplete is left for the next time. */
function takeFrames(bytes: Buffer, take: (payload: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    let start = at + 2;
    if (length === 126) {
      if (bytes.length - at < 4) break;
      length = bytes.readUInt16BE(at + 2);
      start += 2;
    } else if (length === 127) {
      if (bytes.length - at < 10) break;
      length = Number(bytes.readBigUInt64BE(at + 2));
      start += 8;
    }
    if (bytes.length < start + length) break;
    take(bytes.subarray(start, start + length));
    at = start + length;
  }
  return bytes.subarray(at);
}

function hear(socket: Socket, payload: Buffer, feeds: readonly string[], atUs: number) {
  const head = payload.toString("latin1", 0, headBytes);
  if (head.startsWith("0")) say(socket, hello);
  else if (head.startsWith("40")) {
    // Who follows nothing is there all the same.
    if (feeds.length === 0) joined += 1;
    for (const [id, feed] of feeds.entries()) say(socket, `42${id}["feed:join",{"feed":"${feed}"}]`);
  } else if (head.startsWith("43")) joined += 1;
  else if (head === "2") say(socket, pong);
  const [, feed, seq] = deltaHead.exec(head) ?? eventHead.exec(head) ?? [];
  if (!feed || !arrivals) return;
  const key = `${feed} ${seq}`;
  const known = arrivals.get(key) ?? [];
  known.push(atUs);
  arrivals.set(key, known);
}

/** Frames from a client must be masked; a mask of zeros leaves the text as it is. */
function say(socket: Socket, text: string) {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : longHeader(payload.length);
  socket.write(Buffer.concat([header, Buffer.alloc(4), payload]));
}

function longHeader(length: number): Buffer {
  const header = Buffer.from([0x81, 0x80 | 126, 0, 0]);
  header.writeUInt16BE(length, 2);
  return header;
}

async function join({ url, watchers, feeds }: Extract<WatchOrder, { kind: "join" }>) {
  const each = Math.max(1, feeds.length);
  for (let nth = 0; nth < watchers; nth += 1) {
    watch(new URL(url), feeds);
    // A few at a time: the handshakes are not what is measured.
    if (nth % 20 === 19) await waitUntil(() => joined >= (nth + 1 - 60) * each);
  }
  await waitUntil(() => joined >= watchers * each);
  return { joined, arrivals: [] };
}

async function waitUntil(done: () => boolean) {
  const limitMs = performance.now() + 60_000;
  while (!done() && performance.now() < limitMs) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function count({ seconds }: Extract<WatchOrder, { kind: "count" }>): Promise<WatchResult> {
  const heard = new Map<string, number[]>();
  arrivals = heard;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  arrivals = undefined;
  const list = [...heard].map(([key, atUs]) => {
    const [feed = "", seq = ""] = key.split(" ");
    return { feed, seq, atUs };
  });
  return { joined, arrivals: list };
}

process.on("message", (order: WatchOrder) => {
  void (order.kind === "join" ? join(order) : count(order)).then((result) => process.send?.(result));
});
