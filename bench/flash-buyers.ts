// The crowd of a flash sale, in a process of its own: each buyer has a connection and a cookie of their own, and asks
// again once answered. Written on bare sockets, because on two cores a client library would take what is to be measured.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type CrowdOrder = { url: string; saleId: string; buyers: number; seconds: number };
export type CrowdResult = {
  bought: number;
  soldOut: number;
  failed: number;
  seconds: number;
  waitsMs: number[];
};

const body = JSON.stringify({ card: { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123" } });

type Buyer = { socket: Socket; visitor: string; nth: number; got: string };

async function run({ url, saleId, buyers, seconds }: CrowdOrder): Promise<CrowdResult> {
  const { hostname, port, host } = new URL(url);
  const result: CrowdResult = { bought: 0, soldOut: 0, failed: 0, seconds, waitsMs: [] };
  const crowd = await Promise.all(
    Array.from({ length: buyers }, async (): Promise<Buyer> => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      await once(socket, "connect");
      socket.setEncoding("latin1");
      return { socket, visitor: randomBytes(16).toString("hex"), nth: 0, got: "" };
    }),
  );
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  const keepBuying = async (buyer: Buyer) => {
    while (performance.now() < endMs) {
      const sentMs = performance.now();
      const status = await buy(buyer, host, saleId);
      result.waitsMs.push(performance.now() - sentMs);
      if (status === 201) result.bought += 1;
      else if (status === 409) result.soldOut += 1;
      else result.failed += 1;
    }
  };
  await Promise.all(crowd.map(keepBuying));
  result.seconds = (performance.now() - startMs) / 1_000;
  for (const { socket } of crowd) socket.destroy();
  return result;
}

function buy(buyer: Buyer, host: string, saleId: string): Promise<number> {
  buyer.nth += 1;
  buyer.socket.write(
    `POST /api/flash-sales/${saleId}/orders HTTP/1.1\r\nhost: ${host}\r\ncookie: visitor=${buyer.visitor}\r\n` +
      `idempotency-key: bench-${buyer.nth}-${buyer.visitor}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`,
  );
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error("the server hung up on a buyer"));
    const read = (chunk: string) => {
      buyer.got += chunk;
      const status = wholeAnswer(buyer.got);
      if (status === undefined) return;
      buyer.got = "";
      buyer.socket.off("data", read).off("close", fail);
      resolve(status);
    };
    buyer.socket.on("data", read).on("close", fail);
  });
}

function wholeAnswer(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2))?.[1]);
  return text.length >= end + 4 + length ? Number(text.slice(9, 12)) : undefined;
}

process.on("message", (order: CrowdOrder) => {
  void run(order).then((result) => process.send?.(result));
});
