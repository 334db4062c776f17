// What visitors of a hot route feel while somebody searches a million spans and a million log lines without a pause, against
// the same route left alone, in turn in the same run: while the heaviest question is asked again and again, while all are asked
// one after the other, and, without a promise, while two ask them.
import { keyedRandom } from "#lib/kernel/random.ts";
import { ask, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { logQuestions } from "./million/log-questions.ts";
import type { Asking, Question } from "./million/questions.ts";
import { startMillionServer } from "./million/start-server.ts";
import { traceQuestions } from "./million/trace-questions.ts";
import type { SteadyOrder, SteadyResult } from "./steady-asker.ts";

/** Each with its own idle one: a neighbour who makes the machine slow for some seconds spoils one or two, and not their median. */
const rounds = 9;
const seconds = 5;
const perSecond = 200;

const questions: readonly Question[] = [...traceQuestions, ...logQuestions];

type Search = { questions: readonly Question[]; searchers: number };
/** p99 in milliseconds by round, and how many searches were answered beside that. */
type Felt = { p99s: number[]; answered: number };

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
    const heaviest = await findHeaviest(asking);
    const felt = { heavy: nothingYet(), all: nothingYet(), two: nothingYet() };
    const searches: [Search, Felt][] = [
      [{ questions: [heaviest], searchers: 1 }, felt.heavy],
      [{ questions, searchers: 1 }, felt.all],
      [{ questions, searchers: 2 }, felt.two],
    ];
    await visit();
    const idle: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      idle.push(await visit());
      for (const [search, there] of searches) {
        const searching = searchWithoutPause(asking, search);
        there.p99s.push(await visit());
        there.answered += await searching.stop();
      }
    }
    const beside = `by two at a time ${(times(felt.two, idle)).toFixed(1)} times`;
    return [
      figureOf(`while the heaviest question is asked without a pause (${heaviest.name})`, felt.heavy, idle),
      figureOf("while all questions are asked in turn without a pause", felt.all, idle, beside),
    ];
  } finally {
    await stopProcess(visitors);
    await server.stop();
  }
}

const nothingYet = (): Felt => ({ p99s: [], answered: 0 });

/** The one that takes the longest, by the median of three. */
async function findHeaviest(asking: Asking): Promise<Question> {
  const timed = [];
  for (const question of questions) {
    const tookMs = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const startedMs = performance.now();
      await search(question, asking);
      tookMs.push(performance.now() - startedMs);
    }
    timed.push({ question, tookMs: median(tookMs) });
  }
  const [heaviest] = timed.toSorted((one, other) => other.tookMs - one.tookMs);
  if (!heaviest) throw new Error("There is nothing to ask");
  return heaviest.question;
}

async function search({ name, path }: Question, asking: Asking): Promise<void> {
  const response = await fetch(asking.server.url + (await path(asking)));
  await response.text();
  if (!response.ok) throw new Error(`${name} answered ${response.status}`);
}

/** Each asks the next question when it has its answer. */
function searchWithoutPause(asking: Asking, { questions: asked, searchers }: Search) {
  let stopped = false;
  let answered = 0;
  const searchOn = async (first: number) => {
    for (let nth = first; !stopped; nth += searchers) {
      const question = asked[nth % asked.length];
      if (!question) throw new Error("There is nothing to ask");
      await search(question, asking);
      answered += 1;
    }
  };
  const searches = Promise.all(Array.from({ length: searchers }, (_, nth) => searchOn(nth)));
  return {
    async stop() {
      stopped = true;
      await searches;
      return answered;
    },
  };
}

const besideIdle = ({ p99s }: Felt, idle: number[]) =>
  p99s.map((p99, round) => p99 / (idle[round] ?? Number.NaN));
const times = (felt: Felt, idle: number[]) => median(besideIdle(felt, idle));

function figureOf(name: string, felt: Felt, idle: number[], more = ""): Figure {
  const shown = (numbers: number[]) => numbers.map((one) => one.toFixed(1)).join(", ");
  const ms = `p99 in ms by round: idle ${shown(idle)}; searched ${shown(felt.p99s)}`;
  return {
    name: `GET /services ${name}, against idle`,
    measured: times(felt, idle),
    unit: "times the p99",
    limit: { atMost: 2 },
    detail: `the median of ${rounds} rounds: ${shown(besideIdle(felt, idle))}; ${ms}; ${felt.answered} searches answered${more && `; ${more}`}`,
  };
}
