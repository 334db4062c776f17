// A Metabase that keeps who asks waiting for as long as a drill wants, and knows who that is by whom they log in as.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type SlowMetabase = {
  url: string;
  /** From now on nobody is answered. */
  hold(): void;
  /** Everybody is, who waits and who comes. */
  release(): void;
  /** Who waits for an answer. */
  waiting(): string[];
  answered(): number;
  close(): Promise<void>;
};

/** The question for who is online; there are no others here. */
const watched = "/api/card/7163/";

export async function startSlowMetabase(vendors: number): Promise<SlowMetabase> {
  const waiting = new Set<{ who: string; answer: () => void }>();
  let holding = false;
  let answered = 0;

  async function reply(request: IncomingMessage, response: ServerResponse) {
    const body = await readBody(request);
    response.setHeader("content-type", "application/json");
    if (request.url === "/api/session") {
      const { username } = JSON.parse(body) as { username: string };
      return response.end(JSON.stringify({ id: username }));
    }
    if (!request.url?.startsWith(watched)) return response.writeHead(404).end('"Not found."');
    const answer = () => {
      answered += 1;
      response.end(JSON.stringify(statusOf(vendors, answered)));
    };
    if (!holding) return answer();
    const one = { who: String(request.headers["x-metabase-session"]), answer };
    waiting.add(one);
    response.once("close", () => waiting.delete(one));
  }

  const server = createServer((request, response) => void reply(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hold: () => {
      holding = true;
    },
    release() {
      holding = false;
      for (const { answer } of waiting) answer();
      waiting.clear();
    },
    waiting: () => [...waiting].map(({ who }) => who),
    answered: () => answered,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Every answer is unlike the one before, so that each has something to change. */
function statusOf(vendors: number, nth: number) {
  return Array.from({ length: vendors }, (_, at) => ({
    code: `D${String(at + 1).padStart(4, "0")}`,
    name: `Drill Bakery ${at + 1}`,
    city: "Lisbon",
    status: (at + nth) % 10 === 0 ? "offline" : "online",
    offline_since: (at + nth) % 10 === 0 ? "2026-01-01T00:00:00Z" : null,
  }));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
