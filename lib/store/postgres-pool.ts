import { Socket } from "node:net";
import { Pool, type PoolClient } from "pg";
import type { StoreLog } from "./types.ts";

type PoolOptions = { databaseUrl: string; poolSize: number; log: StoreLog; limits?: typeof defaultLimits };

export const defaultLimits = {
  /** Shorter than a page's patience; a statement that runs longer is a mistake or a fault. */
  statementMs: 10_000,
  /** Longer than any statement may take, so a connection silent for this long leads nowhere. */
  silenceMs: 15_000,
  /** Idle connections are given back before their silence could be taken for a lost server. */
  idleMs: 10_000,
  /** Covers a cold server; beyond it the caller is better served with an error. */
  connectionMs: 5_000,
};

export function createPostgresPool({
  databaseUrl,
  poolSize,
  log,
  limits = defaultLimits,
}: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: poolSize,
    application_name: "faultmart",
    statement_timeout: limits.statementMs,
    idle_in_transaction_session_timeout: limits.silenceMs,
    connectionTimeoutMillis: limits.connectionMs,
    idleTimeoutMillis: limits.idleMs,
    keepAlive: true,
    stream: () => createImpatientSocket(limits.silenceMs),
  });
  pool.on("error", (error) => log.exception("lost an idle connection to PostgreSQL", error));
  takeBackLostConnections(pool, log);
  return pool;
}

/** node-postgres waits for ever when the server stops answering without closing the connection. */
function createImpatientSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(new Error(`PostgreSQL was silent for ${silenceMs} ms`));
  });
  return socket;
}

/**
 * While a connection is lent, the pool does not listen to it: its loss would end the process. And Drizzle
 * forgets to return one on which `begin` failed: a few such losses would leave the pool empty for good.
 */
function takeBackLostConnections(pool: Pool, log: StoreLog): void {
  const lent = new Set<PoolClient>();
  pool.on("acquire", (client) => lent.add(client));
  pool.on("release", (_error, client) => lent.delete(client));
  pool.on("connect", (client) => {
    client.on("error", (error) => {
      if (lent.has(client)) log.exception("lost a busy connection to PostgreSQL", error);
    });
    client.on("end", () => {
      if (!lent.has(client)) return;
      const giveBack = client.release;
      // Whoever borrowed it returns it later, which the pool would call a mistake.
      client.release = () => undefined;
      giveBack(true);
    });
  });
}
