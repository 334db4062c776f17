// One round of sending: a few at a time, and no more of them once the receiver is away or asks for patience.
import type { Clock } from "#lib/kernel/clock.ts";
import type { Verdict } from "./judge-answer.ts";
import type { Row } from "./outbox.ts";
import { connections, type Receiver, requestLimitMs } from "./receiver.ts";

/** Long enough for the last request of a round and for writing down what came of it. */
export const claimMs = 60_000;
/** No request begins later than this: it must be over while the event is still this process's own. */
const beginWithinMs = claimMs - 2 * requestLimitMs;

export type Failed = { row: Row; verdict: Extract<Verdict, { kind: "later" }> };
export type Round = {
  taken: Row[];
  refused: { row: Row; why: string }[];
  failed: Failed[];
  /** Not tried. */
  left: Row[];
};

type Context = {
  clock: Pick<Clock, "monotonicMs">;
  receiver: Pick<Receiver, "send">;
  /** True when no more should be begun. */
  halted(): boolean;
};

export async function sendAll(
  { clock, receiver, halted }: Context,
  rows: readonly Row[],
  claimedAtMs: number,
): Promise<Round> {
  const round: Round = { taken: [], refused: [], failed: [], left: [] };
  const left = [...rows];
  let away = false;
  const goesOn = () => !away && !halted() && clock.monotonicMs() - claimedAtMs < beginWithinMs;
  const work = async () => {
    while (goesOn()) {
      const row = left.shift();
      if (!row) return;
      const verdict = await receiver.send(row.text);
      if (verdict.kind === "taken") round.taken.push(row);
      else if (verdict.kind === "refused") round.refused.push({ row, why: verdict.why });
      else {
        round.failed.push({ row, verdict });
        away ||= verdict.away === true || verdict.waitMs !== undefined;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(connections, rows.length) }, work));
  return { ...round, left };
}
