// Loaded into a server before its own code: notes when each delta is handed to Socket.IO, and how often one is encoded.
// The clock is the machine's own, so that the times can be compared with those of another process.
import { createWriteStream } from "node:fs";
import { createRequire } from "node:module";
import { Server } from "socket.io";

const path = process.env.PUSH_NOTES;
type Parser = { Encoder: { prototype: { encode(this: unknown, ...packet: unknown[]): unknown } } };

if (path && process.argv[1]?.endsWith("server.ts")) notePushes(path);

function notePushes(file: string) {
  const notes = createWriteStream(file);
  const toEveryone = Object.getPrototypeOf(new Server().to("anyone"));
  const { emit } = toEveryone;
  let encoded = 0;
  // The same copy of the module that Socket.IO has.
  const { Encoder } = createRequire(import.meta.resolve("socket.io"))("socket.io-parser") as Parser;
  const { encode } = Encoder.prototype;
  Encoder.prototype.encode = function counted(...packet) {
    encoded += 1;
    return encode.apply(this, packet);
  };
  toEveryone.emit = function noted(event: string, told: { feed: string; seq: number } | { id: string }) {
    const atUs = Number(process.hrtime.bigint() / 1_000n);
    const before = encoded;
    const result = emit.call(this, event, told);
    // What concerns everybody is no delta of a feed: its event stands for the feed, its id for the number.
    const { feed, seq } = "id" in told ? { feed: event, seq: told.id } : told;
    notes.write(`${JSON.stringify({ feed, seq, atUs, encoded: encoded - before })}\n`);
    return result;
  };
}
