// Loaded into a server beside its own code: visits are recorded through its telemetry, as many signals a second as told,
// and what was recorded is noted every second.
import { appendFileSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { keyedRandom } from "#lib/kernel/random.ts";
import { runtimeSlot } from "#lib/runtime/slot.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { recordVisit } from "../million/record-visit.ts";
import { shapes } from "../million/shapes.ts";

export type Note = { atMs: number; recorded: number };

const { INGEST_NOTES: notes, INGEST_PER_SECOND: perSecond, INGEST_AFTER_MS: afterMs } = process.env;
/** A request that comes meanwhile waits no longer than for these. */
const mostPerTurnMs = 4;

if (notes && process.argv[1]?.endsWith("server.ts")) void begin(notes);

async function begin(file: string): Promise<void> {
  while (!runtimeSlot.peek()) await pause(50);
  await pause(Number(afterMs));
  const { telemetry } = runtimeSlot.peek() ?? {};
  if (telemetry) await recordForEver(telemetry, file);
}

async function recordForEver(telemetry: Telemetry, file: string): Promise<void> {
  const recorder = {
    telemetry,
    random: keyedRandom("ingest"),
    setTime: () => undefined,
    counted: { spans: 0, logs: 0, traces: 0 },
  };
  const { counted } = recorder;
  const startedMs = performance.now();
  let notedMs = startedMs;
  for (;;) {
    const turnMs = performance.now();
    const due = ((turnMs - startedMs) / 1_000) * Number(perSecond);
    while (counted.spans + counted.logs < due && performance.now() - turnMs < mostPerTurnMs) {
      const shape = shapes[counted.traces % shapes.length];
      if (shape) recordVisit(recorder, shape.root, Date.now());
    }
    if (turnMs - notedMs >= 1_000) {
      notedMs = turnMs;
      const note: Note = { atMs: turnMs, recorded: counted.spans + counted.logs };
      appendFileSync(file, `${JSON.stringify(note)}\n`);
    }
    await (counted.spans + counted.logs < due ? nextTurn() : pause(2));
  }
}
