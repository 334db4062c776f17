import { inject } from "vitest";
import { type RunningServer, type StartOptions, startServer } from "./start-server.ts";

/** A server that finds an empty shop's database: to make one takes longer than all the rest of its start. */
export function startPreparedServer(options: StartOptions = {}): Promise<RunningServer> {
  return startServer({ database: inject("pgliteTemplate"), ...options });
}
