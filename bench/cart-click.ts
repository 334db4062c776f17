// Clicks on "add to cart" a second, each stored before it is answered and recorded in full. Every third of a visitor fails,
// as it does when a server is started; whether each did is counted.
import { randomBytes } from "node:crypto";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { type Asker, askInCircles, type LoopResult, writePost } from "./closed-loop.ts";
import { type Figure, median } from "./figures.ts";
import { cpuSeconds } from "./pinning.ts";
import { droppedSignals, sendJson } from "./server-state.ts";

const rounds = 3;
const warmUpSeconds = 5;
const secondsPerRound = 6;
const connections = 64;
const every = 3;
/** Then the next visitor comes on that connection; after the last the first comes back. Thirds, so that all keep count. */
const clicksOfVisitor = 10 * every;
const visitorsOfConnection = 10;

/** Enough of each for all that one visitor could want. */
const goods = assortment.filter(({ stock }) => stock >= 50);

type Tally = { clicks: number; wrong: number };

export async function benchCartClick(): Promise<Figure[]> {
  const server = await startServer({
    env: { CHECK_REPLIES: "off", LOG_STDOUT: "off", CART_CLICK_EVERY: String(every) },
  });
  const pid = server.process.pid ?? 0;
  const tally: Tally = { clicks: 0, wrong: 0 };
  try {
    await sendJson("PATCH", `${server.url}/api/traffic`, { paused: true });
    await load(server.url, warmUpSeconds, tally);
    const measured: { perSecond: number; p99Ms: number; perCpuSecond: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = { cpu: cpuSeconds(pid), clicks: tally.clicks };
      const { perSecond, p99Ms } = await load(server.url, secondsPerRound, tally);
      const perCpuSecond = (tally.clicks - before.clicks) / (cpuSeconds(pid) - before.cpu);
      measured.push({ perSecond, p99Ms, perCpuSecond });
    }
    const of = (pick: (round: (typeof measured)[number]) => number) => median(measured.map(pick));
    return [
      {
        name: "cart clicks, stored and recorded in full",
        measured: of(({ perSecond }) => perSecond),
        unit: "a second",
        limit: { atLeast: 6_000 },
        detail: `${connections} visitors at once, p99 ${of(({ p99Ms }) => p99Ms)} ms, ${Math.round(of(({ perCpuSecond }) => perCpuSecond))} for each second of processor time`,
      },
      {
        name: `cart clicks that did not do what the ${every}rd of a visitor does, or the others`,
        measured: tally.wrong,
        unit: `of ${tally.clicks}`,
        limit: { atMost: 0 },
      },
      {
        name: "telemetry dropped under cart clicks",
        measured: await droppedSignals(server.url),
        unit: "signals",
        limit: { atMost: 0 },
      },
    ];
  } finally {
    await server.stop();
  }
}

function load(url: string, seconds: number, tally: Tally): Promise<LoopResult> {
  return askInCircles(
    url,
    seconds,
    Array.from({ length: connections }, () => visitorsInTurn(url, tally)),
  );
}

function visitorsInTurn(url: string, tally: Tally): Asker {
  let nth = 0;
  return {
    requests: Array.from({ length: visitorsOfConnection }, () => clicksOfOne(url)).flat(),
    answered(status) {
      nth += 1;
      tally.clicks += 1;
      if (status !== (nth % every === 0 ? 500 : 200)) tally.wrong += 1;
    },
  };
}

function clicksOfOne(url: string): Buffer[] {
  const cookie = `visitor=${randomBytes(16).toString("hex")}`;
  return Array.from({ length: clicksOfVisitor }, (_, at) => {
    const { tenant, sku } = goods[at % goods.length] ?? {};
    return writePost(url, "/api/cart/items", { cookie }, JSON.stringify({ tenant, sku }));
  });
}
