// What visitors of a hot route feel while somebody searches a million spans and a million log lines without a pause,
// against the same route left alone, in turn in the same run; and, without a promise, while two of them do.
import { keyedRandom } from "#lib/kernel/random.ts";
import { ask, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { logQuestions } from "./million/log-questions.ts";
import type { Asking } from "./million/questions.ts";
import { startMillionServer } from "./million/start-server.ts";
import { traceQuestions } from "./million/trace-questions.ts";
import type { SteadyOrder, SteadyResult } from "./steady-asker.ts";

/** Each a pair of its own: a neighbour who makes the machine slow for some seconds spoils one or two, and not their median. */
const rounds = 9;
const seconds = 5;
const perSecond = 200;

/** p99 in milliseconds by round. */
type Measured = { idle: number[]; one: number[]; two: number[]; answered: number };

export async function benchHotUnderQuery(): Promise<Figure[]> {
  const server = await startMillionServer((line) => process.stdout.write(`${line}\n`));
  const visitors = startProcess("steady-asker.ts");
  try {
    const { fromMs, toMs } = server.filled;
    const asking = { random: keyedRandom("hot-under-query"), server, fromMs, toMs };
    const visit = async () => {
      const order: SteadyOrder = { url: `${server.url}/services`, perSecond, seconds };
      const { tookMs, failed } = await ask<SteadyResult>(visitors, order);
      if (failed > 0) throw new Error(`${failed} requests of the hot route failed`);
      return percentile(tookMs, 0.99);
    };
    await visit();
    const measured: Measured = { idle: [], one: [], two: [], answered: 0 };
    for (let round = 0; round < rounds; round += 1) {
      measured.idle.push(await visit());
      for (const [searchers, p99s] of [[1, measured.one] as const, [2, measured.two] as const]) {
        const searching = searchWithoutPause(asking, searchers);
        p99s.push(await visit());
        measured.answered += await searching.stop();
      }
    }
    return [figureOf(measured)];
  } finally {
    await stopProcess(visitors);
    await server.stop();
  }
}

/** Each asks the next question when it has its answer. */
function searchWithoutPause(asking: Asking, searchers: number) {
  const questions = [...traceQuestions, ...logQuestions];
  let stopped = false;
  let answered = 0;
  const search = async (first: number) => {
    for (let nth = first; !stopped; nth += searchers) {
      const question = questions[nth % questions.length];
      if (!question) throw new Error("There is nothing to ask");
      const response = await fetch(asking.server.url + (await question.path(asking)));
      await response.text();
      if (!response.ok) throw new Error(`${question.name} answered ${response.status}`);
      answered += 1;
    }
  };
  const searches = Promise.all(Array.from({ length: searchers }, (_, nth) => search(nth)));
  return {
    async stop() {
      stopped = true;
      await searches;
      return answered;
    },
  };
}

function figureOf({ idle, one, two, answered }: Measured): Figure {
  const shown = (numbers: number[]) => numbers.map((one) => one.toFixed(1)).join(", ");
  const besideIdle = (p99s: number[]) => p99s.map((p99, round) => p99 / (idle[round] ?? Number.NaN));
  return {
    name: "GET /services while a million spans and lines are searched, against idle",
    measured: median(besideIdle(one)),
    unit: "times the p99",
    limit: { atMost: 2 },
    detail: `the median of ${rounds} rounds: ${shown(besideIdle(one))}; p99 in ms by round: idle ${shown(idle)}; searched ${shown(one)}; by two at a time ${shown(two)}, which is ${median(besideIdle(two)).toFixed(1)} times; ${answered} searches answered`,
  };
}
