// Owns who follows the log lines live. Each follower takes what is new when it is ready for it, so that one who does not
// read costs nothing but its place.

import { lineMatcher } from "#lib/contract/filter/match-line.ts";
import type { Term } from "#lib/contract/filter/term.ts";
import { maxLinesPerSecond } from "#lib/contract/log-tail.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import type { TailBatch } from "#lib/telemetry/log-history.ts";
import type { StoredLog, Telemetry } from "#lib/telemetry/types.ts";

export type TailQuery = { terms: readonly Term[]; afterId: number | undefined };

export type LogTail = {
  /** Ends when the signal says so or the process stops; throws `unavailable` when too many follow. */
  follow(query: TailQuery, signal: AbortSignal): AsyncGenerator<TailBatch>;
  close(): void;
};

const tickMs = 250;
const linesPerTick = maxLinesPerSecond / (1_000 / tickMs);
/** After so long without a line its position is told all the same, so that going on from there stays cheap. */
const beatMs = 5_000;
/** Each looks at every line that is taken. */
const mostFollowers = 100;
/** What was missed cannot always be read at once. */
const retryMs = 2_000;
/** Of what was missed, the newest; a page that was away for longer asks for the list again. */
const mostMissed = 1_000;
/** What one answer may hold; a reader that does not read holds back no more than this. */
const mostChars = 512 * 1024;

type Context = {
  telemetry: Pick<Telemetry, "history" | "recentLogs">;
  clock: Pick<Clock, "sleep" | "monotonicMs">;
};

export function createLogTail({ telemetry, clock }: Context, limits = { followers: mostFollowers }): LogTail {
  const { recentLogs } = telemetry;
  const stopping = new AbortController();
  let followers = 0;

  return {
    async *follow({ terms, afterId }, signal) {
      admit({ followers, most: limits.followers, stopping: stopping.signal.aborted });
      followers += 1;
      const ended = AbortSignal.any([signal, stopping.signal]);
      try {
        const follower: Follower = {
          terms,
          matches: lineMatcher(terms),
          allowance: maxLinesPerSecond,
          position: Math.min(afterId ?? Number.POSITIVE_INFINITY, recentLogs.newestId()),
          passed: afterId === undefined ? recentLogs.counts().taken : undefined,
        };
        let saidAtMs = clock.monotonicMs();
        yield nothingAt(follower);
        while (!ended.aborted) {
          const batch = await readNext(telemetry, follower);
          const isNews = batch.lines.length > 0 || batch.skipped > 0;
          if (isNews || clock.monotonicMs() - saidAtMs >= beatMs) {
            saidAtMs = clock.monotonicMs();
            yield batch;
          }
          follower.allowance = Math.min(maxLinesPerSecond, follower.allowance + linesPerTick);
          await clock.sleep(follower.passed === undefined ? retryMs : tickMs, ended).catch(() => undefined);
        }
      } finally {
        followers -= 1;
      }
    },
    close: () => stopping.abort(),
  };
}

function admit({ followers, most, stopping }: { followers: number; most: number; stopping: boolean }) {
  const why = stopping
    ? "This server is stopping. Connect again in a moment."
    : followers >= most
      ? `All ${most} live tails are taken. Ask /api/logs now and then instead, or connect again later.`
      : undefined;
  if (why) throw new AppError("unavailable", why, { headers: { "retry-after": "5" } });
}

type Follower = {
  terms: readonly Term[];
  matches: (line: StoredLog) => boolean;
  /** Lines that may be sent now; unused ones add up to those of a second. */
  allowance: number;
  /** Up to this id everything was looked at. */
  position: number;
  /** Of all lines that were taken here, those up to the position; unknown while one who comes back catches up. */
  passed: number | undefined;
};

const nothingAt = ({ position }: Follower): TailBatch => ({ lines: [], skipped: 0, position });

/** Only who comes back is told from the warehouse what was missed: a question at every tick would be one too many. */
async function readNext(telemetry: Context["telemetry"], follower: Follower): Promise<TailBatch> {
  const isBehind = follower.position < telemetry.recentLogs.floorId();
  if (follower.passed !== undefined || !isBehind) return takeNew(telemetry, follower);
  try {
    return await readMissed(telemetry, follower);
  } catch (error) {
    if (asAppError(error)?.code !== "unavailable") throw error;
    return nothingAt(follower);
  }
}

/** Of lines that are not held any more nobody can say here whether they fit: all of them count as left out. */
function takeNew({ recentLogs }: Context["telemetry"], follower: Follower): TailBatch {
  const { taken, dropped } = recentLogs.counts();
  const jumpedOver = Math.max(0, dropped - (follower.passed ?? dropped));
  const fitting: StoredLog[] = [];
  for (const line of recentLogs.after(follower.position)) if (follower.matches(line)) fitting.push(line);
  const lines = within(mostChars, spread(fitting, follower.allowance));
  follower.allowance -= lines.length;
  follower.position = recentLogs.newestId();
  follower.passed = taken;
  return { lines, skipped: jumpedOver + fitting.length - lines.length, position: follower.position };
}

/** What was taken before the oldest line that is held. It may still be on its way into the warehouse. */
async function readMissed(
  { history, recentLogs }: Context["telemetry"],
  follower: Follower,
): Promise<TailBatch> {
  const { position: afterId, terms } = follower;
  const uptoId = recentLogs.floorId();
  const { dropped } = recentLogs.counts();
  if (!(await history.allArrived())) return nothingAt(follower);
  const missed = await history.findLogsTaken({ afterId, uptoId, terms, limit: mostMissed });
  const lines = within(mostChars, missed.lines);
  follower.allowance = Math.max(0, follower.allowance - lines.length);
  follower.position = uptoId;
  follower.passed = dropped;
  return { lines, skipped: missed.left + missed.lines.length - lines.length, position: uptoId };
}

/** As many as wanted, at even distances, so that a flood is seen from its beginning to its end. */
function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, nth) => all[Math.floor(((nth + 0.5) * all.length) / most)]).filter(
    (one) => one !== undefined,
  );
}

/** The newest ones stay. */
function within(chars: number, lines: readonly StoredLog[]): StoredLog[] {
  let left = chars;
  const first = lines.findLastIndex((line) => {
    left -= JSON.stringify(line).length;
    return left < 0;
  });
  return lines.slice(first + 1);
}
