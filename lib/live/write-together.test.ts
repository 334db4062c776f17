import { Duplex } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { writeTogether } from "./write-together.ts";

function wire() {
  const pieces: string[] = [];
  const socket = new Duplex({
    decodeStrings: false,
    read: () => undefined,
    write(chunk, _encoding, done) {
      pieces.push(String(chunk));
      done();
    },
    writev(chunks, done) {
      pieces.push(chunks.map(({ chunk }) => String(chunk)).join(""));
      done();
    },
  });
  return { socket, pieces };
}

test("what is written within one turn leaves in one piece, in its order", async () => {
  const { socket, pieces } = wire();
  writeTogether(socket);
  for (const word of ["one ", "two ", "three"]) socket.write(word);
  expect(pieces).toEqual([]);
  await nextTurn();
  expect(pieces).toEqual(["one two three"]);
});

test("what is written later leaves later, and whoever wrote hears that it left", async () => {
  const { socket, pieces } = wire();
  writeTogether(socket);
  const left: string[] = [];
  socket.write("one", () => left.push("one"));
  await nextTurn();
  socket.write("two", () => left.push("two"));
  await nextTurn();
  expect(pieces).toEqual(["one", "two"]);
  expect(left).toEqual(["one", "two"]);
});

test("what is written right before the end still leaves", async () => {
  const { socket, pieces } = wire();
  writeTogether(socket);
  socket.write("one ");
  socket.end("two");
  await nextTurn();
  expect(pieces.join("")).toBe("one two");
});

test("a socket that was destroyed meanwhile is left alone", async () => {
  const { socket } = wire();
  writeTogether(socket);
  socket.write("one");
  socket.destroy();
  await nextTurn();
  expect(socket.destroyed).toBe(true);
});
