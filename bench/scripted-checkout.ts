// A scripted checkout through four services over HTTP, with everything recorded, beside the same server's bare route.
import autocannon from "autocannon";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { type Figure, median } from "./figures.ts";
import { droppedSignals } from "./server-state.ts";

const rounds = 3;
const secondsPerRound = 6;
const warmUpSeconds = 8;
const connections = 16;

export async function benchScriptedCheckout(): Promise<Figure[]> {
  const server = await startServer({
    env: { CHECK_REPLIES: "off", LOG_STDOUT: "off", SIMULATION_SPEED: "0" },
  });
  try {
    const url = `${server.url}/checkout/success`;
    await load(url, "POST", warmUpSeconds);
    const measured: { rate: number; p99Ms: number; ratio: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { rate, p99Ms } = await load(url, "POST", secondsPerRound);
      const bare = await load(`${server.url}/health`, "GET", 3);
      measured.push({ rate, p99Ms, ratio: rate / bare.rate });
    }
    const of = (pick: (round: (typeof measured)[number]) => number) => median(measured.map(pick));
    const shown = measured.map(({ rate, p99Ms }) => `${Math.round(rate)}/s with p99 ${p99Ms} ms`).join(", ");
    return [
      {
        name: "POST /checkout/success with everything recorded",
        measured: of(({ rate }) => rate),
        unit: "a second, 16 clients",
        limit: { atLeast: 1_500 },
        detail: shown,
      },
      {
        name: "p99 of POST /checkout/success",
        measured: of(({ p99Ms }) => p99Ms),
        unit: "ms, 16 clients",
        limit: { atMost: 30 },
      },
      {
        name: "POST /checkout/success against GET /health",
        measured: of(({ ratio }) => ratio),
        unit: "times the requests/s",
        limit: { atLeast: 0.1 },
      },
      {
        name: "telemetry dropped by scripted checkouts",
        measured: await droppedSignals(server.url),
        unit: "signals",
        limit: { atMost: 0 },
      },
    ];
  } finally {
    await server.stop();
  }
}

async function load(url: string, method: "GET" | "POST", seconds: number) {
  const result = await autocannon({ url, method, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`);
  return { rate: result.requests.average, p99Ms: result.latency.p99 };
}
