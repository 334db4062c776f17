// What shipping says of itself: that the receiver takes nothing, once until it does again; anything else at most once a
// minute, because it comes with every event.

import { exceptionAttributes } from "#lib/telemetry/logs/exception-attributes.ts";
import { createProblems } from "#lib/telemetry/problems.ts";
import type { Logger } from "#lib/telemetry/types.ts";

export type Troubles = {
  /** Why the receiver takes nothing; undefined while it does. */
  now(): string | undefined;
  failed(why: string): void;
  over(): void;
  refused(why: string): void;
  full(events: number): void;
  database(error: unknown): void;
  disk(error: unknown): void;
};

type Context = { log: Logger; address: string; monotonicMs(): number };

export function createTroubles({ log, address, monotonicMs }: Context): Troubles {
  const problems = createProblems(monotonicMs, log);
  let failing: string | undefined;
  return {
    now: () => failing,
    failed(why) {
      if (failing === undefined)
        log.warn("log events wait: the receiver takes none", { reason: why, address });
      failing = why;
    },
    over() {
      if (failing !== undefined) log.info("the receiver takes log events again", { address });
      failing = undefined;
    },
    refused: (why) =>
      problems.report("the receiver refused a log event; it is dropped and counted", { reason: why }),
    full: (events) =>
      problems.report("too many log events wait; the oldest are dropped and counted", { dropped: events }),
    database: (error) =>
      problems.report("the outbox of log events cannot be used", exceptionAttributes(error)),
    disk: (error) =>
      problems.report("log events cannot be kept on the disk; a crash would lose them", {
        error: String(error),
      }),
  };
}
