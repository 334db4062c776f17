// From the click that breaks the database until a browser is told that it failed, with the usual shoppers.
import { setTimeout as wait } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import type { ClientEvents, FeedDelta, FeedReply, ServerEvents } from "#lib/contract/live.ts";
import type { ServiceReading } from "#lib/contract/mesh.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { type Figure, median } from "./figures.ts";
import { sendJson } from "./server-state.ts";

/** Recovery takes about as long as the window of calls, so several shops are broken side by side. */
const shops = 5;
const clicksEach = 4;
const longestMs = 60_000;
const warmUpMs = 10_000;

export async function benchClickToRed(): Promise<Figure[]> {
  const opened: RunningServer[] = [];
  try {
    // One after the other: all at once they would need longer than any of them may.
    for (let nth = 0; nth < shops; nth += 1) {
      const env = { CHECK_REPLIES: "off", LOG_STDOUT: "off", MESH_SEED: `shop-${nth}` };
      opened.push(await startServer({ env }));
    }
    return figuresOf((await Promise.all(opened.map(clickRepeatedly))).flat());
  } finally {
    await Promise.all(opened.map((server) => server.stop()));
  }
}

function figuresOf(times: number[]): Figure[] {
  const detail = `${times.length} clicks: half within ${Math.round(median(times))} ms; ${times.map(Math.round).join(", ")}`;
  return [
    {
      name: "click to red, the slowest",
      measured: Math.max(...times),
      unit: "ms",
      limit: { atMost: 300 },
      detail,
    },
  ];
}

async function clickRepeatedly({ url }: RunningServer, shop: number): Promise<number[]> {
  const browser: Socket<ServerEvents, ClientEvents> = io(url, {
    transports: ["websocket"],
    forceNew: true,
  });
  try {
    const status = await follow(browser, "db-service");
    // A page that was open for a while has a window full of calls.
    await wait(warmUpMs);
    const times: number[] = [];
    for (let click = 0; click < clicksEach; click += 1) {
      // Clicks come at any time between two ticks and two shoppers. A late call may have failed meanwhile.
      do {
        await status.becomes("healthy");
        await wait(97 * click + 31 * shop);
      } while (!status.is("healthy"));
      const startedMs = performance.now();
      const red = status.becomes("failed");
      const failure = { service_id: "db-service", duration_seconds: 1 + (click % 2) };
      await sendJson("POST", `${url}/simulate-failure`, failure);
      times.push((await red) - startedMs);
    }
    return times;
  } finally {
    browser.close();
  }
}

/** `becomes` says when the browser heard of it. */
async function follow(browser: Socket<ServerEvents, ClientEvents>, service: string) {
  let status: string | undefined;
  let heard: () => void = () => undefined;
  const take = (entries: Record<string, unknown>) => {
    const reading = entries[service] as ServiceReading | undefined;
    status = reading?.status ?? status;
    heard();
  };
  browser.on("feed:delta", ({ feed, changed }: FeedDelta) => {
    if (feed === "services") take(changed);
  });
  const answer: FeedReply = await browser.emitWithAck("feed:join", { feed: "services" });
  if (answer.ok) take(answer.snapshot.entries);
  return {
    is: (wanted: string) => status === wanted,
    becomes: (wanted: string) =>
      new Promise<number>((resolve, reject) => {
        const tooLate = setTimeout(() => reject(new Error(`${service} did not become ${wanted}`)), longestMs);
        heard = () => {
          if (status !== wanted) return;
          clearTimeout(tooLate);
          heard = () => undefined;
          resolve(performance.now());
        };
        heard();
      }),
  };
}
