// How a process ends: by a signal, by a bug nobody caught, or by a start that failed. Whatever was opened until then is
// closed, last opened first, within a limit; a second signal does not wait.
import type { Logger } from "#lib/telemetry/types.ts";

type Step = (reason: string) => Promise<void> | void;

export type Shutdown = {
  /** What to close; runs before the steps that were added earlier. */
  add(step: Step): void;
  /** Where a bug that ends the process is written down. */
  reportTo(log: Logger): void;
  run(reason: string): Promise<void>;
};

type Options = { limitMs: number; say(line: string): void; exit(code: number): void };

/** A bug has been caught by nobody, so state can be anything: enough to flush the log, no more. */
const fatalLimitMs = 3_000;

export function createShutdown({ limitMs, say, exit }: Options): Shutdown {
  const steps: Step[] = [];
  let log: Logger | undefined;
  let running: Promise<void> | undefined;
  let fatal = false;

  const closeAll = async (reason: string) => {
    for (let step = steps.pop(); step; step = steps.pop()) await step(reason);
  };
  const within = (ms: number, work: Promise<void>) =>
    Promise.race([
      work,
      new Promise<void>((_, reject) =>
        setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms).unref(),
      ),
    ]);

  const run = (reason: string) => {
    running ??= within(limitMs, closeAll(reason));
    return running;
  };
  const stop = (signal: string) => {
    if (running) {
      say("Asked to stop twice: not waiting any longer.");
      return exit(1);
    }
    run(signal).then(
      () => exit(0),
      (error: unknown) => {
        say(`Faultmart did not stop cleanly: ${String(error)}`);
        exit(1);
      },
    );
  };
  const die = (error: unknown) => {
    if (fatal) return;
    fatal = true;
    if (log) log.exception("a bug that nothing caught ends this process", error);
    else say(error instanceof Error ? `${error.stack}` : String(error));
    within(fatalLimitMs, closeAll("a bug")).then(
      () => exit(1),
      () => exit(1),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("uncaughtException", die);
  process.on("unhandledRejection", die);

  return {
    add: (step) => void steps.push(step),
    reportTo: (to) => {
      log = to;
    },
    run,
  };
}
