// What is asked of the million, and how fast it is answered: each question again and again, never twice with the same
// values where it has any.
import type { Random } from "#lib/kernel/random.ts";
import { percentile } from "../figures.ts";
import type { MillionServer } from "./start-server.ts";

export type Asking = { random: Random; server: MillionServer; fromMs: number; toMs: number };
/** An address; what it has to find out first, such as the cursor of a second page, is not measured. */
export type Question = { name: string; path: (asking: Asking) => string | Promise<string> };
export type Answered = { name: string; p50Ms: number; p95Ms: number };

const warmUps = 2;
const rounds = 20;

/** One after the other, as a reader asks. */
export async function ask(questions: readonly Question[], asking: Asking): Promise<Answered[]> {
  const times = new Map(questions.map(({ name }): [string, number[]] => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const { name, path } of questions) {
      const address = asking.server.url + (await path(asking));
      const startedMs = performance.now();
      const response = await fetch(address);
      const text = await response.text();
      if (!response.ok) throw new Error(`GET ${address} answered ${response.status}: ${text.slice(0, 300)}`);
      if (round >= 0) times.get(name)?.push(performance.now() - startedMs);
    }
  }
  return [...times].map(([name, taken]) => ({
    name,
    p50Ms: percentile(taken, 0.5),
    p95Ms: percentile(taken, 0.95),
  }));
}
