// A TCP proxy in front of a server, to lose connections in the ways a network does.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export type TcpProxy = {
  /** The server's address with this proxy's host and port in it. */
  readonly url: string;
  /** Bytes are no longer passed on, and nobody is told. */
  freeze(): void;
  /** Passes everything on again, over new connections. */
  thaw(): void;
  /** Cuts, once, the first connection whose client sends this text. */
  cutOn(text: string): void;
  close(): Promise<void>;
};

export async function startProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let frozen = false;
  let cutText: string | undefined;

  const join = (from: Socket, to: Socket, inspect: (chunk: Buffer) => boolean) => {
    sockets.add(from);
    from.on("data", (chunk) => {
      if (frozen) return;
      if (inspect(chunk)) to.write(chunk);
      else from.destroy();
    });
    from.on("error", () => to.destroy());
    from.on("close", () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const mayPass = (chunk: Buffer) => {
    if (cutText === undefined || !chunk.includes(cutText)) return true;
    cutText = undefined;
    return false;
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    join(client, upstream, mayPass);
    join(upstream, client, () => true);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const url = new URL(serverUrl);
  const address = server.address();
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
      cutAll();
    },
    cutOn: (text) => {
      cutText = text;
    },
    close: async () => {
      cutAll();
      server.close();
      await once(server, "close");
    },
  };
}
