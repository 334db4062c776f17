// What one Socket.IO client may cost. Kept below the namespaces, where one that never joins any is seen too.
import type { Server as Engine, Socket as EngineClient } from "engine.io";
import type { Logger } from "#lib/telemetry/types.ts";
import { maxBacklogBytes } from "./socket-limits.ts";

/** A page sends a handful when it opens; every packet can cost an answer many times its size. */
const maxPacketsBetweenTicks = 50;
/** A page connects its namespace within a round trip. At four ticks a second, this is ten seconds. */
const maxTicksWithoutNamespace = 40;

type Account = { waitingBytes: number; packets: number; ticks: number; connected: boolean };

export type ClientLimits = {
  /** The client has connected a namespace. */
  welcome(client: EngineClient): void;
  tick(): void;
};

/** To be called after Socket.IO has bound the engine: what is cut here on arrival, it must have seen arrive. */
export function limitClients(engine: Engine, most: number, log: Logger): ClientLimits {
  const accounts = new Map<EngineClient, Account>();

  const cut = (client: EngineClient, reason: string) => {
    log.warn("a socket client was cut", { reason });
    // At once: an orderly goodbye would wait for a reader that does not read.
    client.close(true);
  };

  engine.on("connection", (client: EngineClient) => {
    const account: Account = { waitingBytes: 0, packets: 0, ticks: 0, connected: false };
    accounts.set(client, account);
    client.once("close", () => accounts.delete(client));
    // Many handshakes in one read are all admitted before the first of them counts.
    if (engine.clientsCount > most) return client.close(true);
    client.on("packet", () => {
      account.packets += 1;
      if (account.packets > maxPacketsBetweenTicks) cut(client, "too many packets");
    });
    // A packet waits from here until the transport has sent everything before it.
    client.on("packetCreate", ({ data }: { data?: string | Buffer }) => {
      if (account.waitingBytes > maxBacklogBytes) cut(client, "does not read");
      account.waitingBytes += data?.length ?? 0;
    });
    client.on("flush", () => {
      account.waitingBytes = 0;
    });
  });

  return {
    welcome(client) {
      const account = accounts.get(client);
      if (account) account.connected = true;
    },
    tick() {
      let dropped = 0;
      for (const [client, account] of accounts) {
        account.packets = 0;
        account.ticks += 1;
        if (account.connected || account.ticks <= maxTicksWithoutNamespace) continue;
        client.close(true);
        dropped += 1;
      }
      // One line for all: anyone can leave thousands behind.
      if (dropped > 0) log.info("sessions that connected no namespace were dropped", { dropped });
    },
  };
}
