// How long a reader waits for traces, log lines and charts out of a million spans and a million log lines, over HTTP.
import { keyedRandom } from "#lib/kernel/random.ts";
import type { Figure } from "./figures.ts";
import { logQuestions } from "./million/log-questions.ts";
import { dayQuestions, metricQuestions } from "./million/metric-questions.ts";
import { ask, type Question } from "./million/questions.ts";
import { startMillionServer } from "./million/start-server.ts";
import { traceQuestions } from "./million/trace-questions.ts";

type Promised = { name: string; questions: readonly Question[]; atMostMs: number };

const promised: readonly Promised[] = [
  { name: "trace search", questions: traceQuestions, atMostMs: 300 },
  { name: "log search", questions: logQuestions, atMostMs: 500 },
  { name: "a chart of a quarter of an hour", questions: metricQuestions, atMostMs: 200 },
  { name: "metrics of a day", questions: dayQuestions, atMostMs: 2_000 },
];

export async function benchTelemetrySearch(): Promise<Figure[]> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const server = await startMillionServer(say);
  try {
    const { fromMs, toMs, stored } = server.filled;
    const asking = { random: keyedRandom("questions"), server, fromMs, toMs };
    const figures: Figure[] = [];
    for (const { name, questions, atMostMs } of promised) {
      const answers = (await ask(questions, asking)).toSorted((a, b) => b.p95Ms - a.p95Ms);
      const shown = answers.map((one) => `${one.name} ${Math.round(one.p50Ms)}/${Math.round(one.p95Ms)}`);
      figures.push({
        name: `${name} among ${stored.spans} spans and ${stored.logs} lines, p95 of the slowest question`,
        measured: answers[0]?.p95Ms ?? Number.NaN,
        unit: "ms",
        limit: { atMost: atMostMs },
        detail: `p50/p95 by question: ${shown.join(", ")}`,
      });
    }
    return figures;
  } finally {
    await server.stop();
  }
}
