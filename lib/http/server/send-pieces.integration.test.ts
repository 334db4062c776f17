import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { StreamedResponse } from "../streamed-response.ts";
import { sendResponse } from "./web-exchange.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Answers every request with these pieces; `failed` resolves to what sending threw. */
async function serve(makePieces: () => AsyncIterable<string>, { head = false } = {}) {
  const failed = Promise.withResolvers<unknown>();
  const server = createServer(async (_, response: ServerResponse) => {
    const streamed = new StreamedResponse(makePieces(), { headers: { "content-type": "text/csv" } });
    await sendResponse(streamed, response, { head }).catch((error: unknown) => {
      failed.resolve(error);
      response.destroy();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closers.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, failed: failed.promise };
}

async function open(url: string): Promise<IncomingMessage> {
  const request = get(url);
  closers.push(() => request.destroy());
  const [answer] = await once(request, "response");
  return answer;
}

test("the pieces arrive as one text, with the headers", async () => {
  const { url } = await serve(async function* () {
    yield "a,b\n";
    yield "1,2\n";
  });
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toBe("text/csv");
  expect(await answer.text()).toBe("a,b\n1,2\n");
});

test("a client that does not read holds back who writes", async () => {
  let made = 0;
  const ended = Promise.withResolvers<void>();
  const { url } = await serve(async function* () {
    try {
      for (; made < 10_000; made += 1) yield "x".repeat(100_000);
    } finally {
      ended.resolve();
    }
  });
  const answer = await open(url);
  answer.pause();
  let before = -1;
  const stoodStill = () => {
    const still = made === before;
    before = made;
    return still;
  };
  // Sockets take some megabytes; then nothing more is asked for.
  await expect.poll(stoodStill, { interval: 500, timeout: 60_000 }).toBe(true);
  expect(made).toBeLessThan(5_000);
  answer.destroy();
  await ended.promise;
});

test("a client that leaves ends the work, even while the next piece is being made", async () => {
  const next = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const { url } = await serve(async function* () {
    try {
      yield "first";
      await next.promise;
      yield "second";
    } finally {
      ended.resolve();
    }
  });
  const answer = await open(url);
  await once(answer, "data");
  answer.destroy();
  next.resolve();
  await ended.promise;
});

test("what fails half way is cut, so that nobody takes it for the whole", async () => {
  const broken = new Error("the rest cannot be read");
  const { url, failed } = await serve(async function* () {
    yield "first";
    throw broken;
  });
  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow();
  expect(await failed).toBe(broken);
});

test("for HEAD nothing is made", async () => {
  let made = 0;
  const { url } = await serve(
    async function* () {
      made += 1;
      yield "first";
    },
    { head: true },
  );
  expect((await fetch(url, { method: "HEAD" })).headers.get("content-type")).toBe("text/csv");
  expect(made).toBe(0);
});

test("elsewhere it is an ordinary web stream", async () => {
  async function* pieces() {
    yield "first, ";
    yield "second";
  }
  const begun = new StreamedResponse(pieces());
  await begun.begin();
  expect(await begun.text()).toBe("first, second");
  async function* failing() {
    yield await Promise.reject<string>(new Error("nothing to read"));
  }
  await expect(new StreamedResponse(failing()).begin()).rejects.toThrow("nothing to read");
});
