// A hot route against the same route through Next's router, in turn, so that a machine whose speed drifts hurts both.
import autocannon from "autocannon";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { type Figure, median } from "./figures.ts";

const rounds = 3;
const secondsPerRound = 5;
const connections = 16;

export async function benchHotRoute(): Promise<Figure[]> {
  const env = { CHECK_REPLIES: "off", LOG_STDOUT: "off" };
  const hot = await startServer({ env });
  const throughNext = await startServer({ env: { ...env, HOT_ROUTES: "off" } });
  try {
    await load(hot.url, 2);
    await load(throughNext.url, 2);
    const ratios: number[] = [];
    const rates: [number, number][] = [];
    for (let round = 0; round < rounds; round += 1) {
      const fast = await load(hot.url, secondsPerRound);
      const slow = await load(throughNext.url, secondsPerRound);
      ratios.push(fast / slow);
      rates.push([fast, slow]);
    }
    const shown = rates.map(([fast, slow]) => `${Math.round(fast)} : ${Math.round(slow)}`).join(", ");
    return [
      {
        name: "hot route against Next, GET /health",
        measured: median(ratios),
        unit: "times the requests/s",
        limit: { atLeast: 5 },
        detail: `requests/s by round ${shown}`,
      },
    ];
  } finally {
    await Promise.all([hot.stop(), throughNext.stop()]);
  }
}

async function load(url: string, seconds: number): Promise<number> {
  const result = await autocannon({ url: `${url}/health`, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`);
  return result.requests.average;
}
