// Asks one address at a steady pace, whether or not the answers before have come: who waits for a slow answer would
// measure the pace of the server and not what its visitors feel.
import { Agent, get } from "node:http";

export type SteadyOrder = { url: string; perSecond: number; seconds: number };
export type SteadyResult = { tookMs: number[]; failed: number };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function askOnce(url: string): Promise<number> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (answer) => {
      answer.resume();
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - startedMs);
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
    });
    request.once("error", reject);
  });
}

async function run({ url, perSecond, seconds }: SteadyOrder): Promise<SteadyResult> {
  const answers: Promise<number>[] = [];
  const startedMs = performance.now();
  for (let asked = 0; asked < perSecond * seconds; asked += 1) {
    const waitMs = startedMs + (asked / perSecond) * 1_000 - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    answers.push(askOnce(url));
  }
  const settled = await Promise.allSettled(answers);
  const tookMs = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return { tookMs, failed: settled.length - tookMs.length };
}

process.on("message", (order: SteadyOrder) => {
  void run(order).then((result) => process.send?.(result));
});
