// How long a reader waits for a trace of ten thousand spans, and how smoothly it scrolls, in a real browser.
import type { Browser } from "@playwright/test";
import { type Figure, median, percentile } from "./figures.ts";
import { startLongTraceServer } from "./long-trace/start-server.ts";
import { openedMs, pixelsEachFrame, scrolledFrames, visit, withBrowser } from "./scrolled-page.ts";

const spans = 10_000;
const opened = 7;

export async function benchLongTrace(): Promise<Figure[]> {
  const server = await startLongTraceServer(spans);
  try {
    return await withBrowser((browser) => measure(browser, `${server.url}/room/traces/${server.traceId}`));
  } finally {
    await server.stop();
  }
}

async function measure(browser: Browser, address: string): Promise<Figure[]> {
  const open = () => visit(browser, (context) => openedMs(context, address));
  // The first visit of a process also loads the page's code on the server.
  await open();
  const times: number[] = [];
  for (let round = 0; round < opened; round += 1) times.push(await open());
  const frames = await visit(browser, async (context) => {
    await openedMs(context, address);
    return scrolledFrames(context);
  });
  const perSecond = (frames.length / frames.reduce((sum, ms) => sum + ms, 0)) * 1_000;
  return [
    {
      name: `a trace of ${spans} spans, from navigation to rows that answer`,
      measured: median(times),
      unit: "ms",
      limit: { atMost: 1_000 },
      detail: `each visit with an empty cache: ${times.map(Math.round).join(", ")}`,
    },
    {
      name: `frames while a trace of ${spans} spans scrolls`,
      measured: perSecond,
      unit: "a second",
      limit: { atLeast: 30 },
      detail: `${frames.length} frames of ${pixelsEachFrame} pixels, 95 of 100 within ${percentile(frames, 0.95).toFixed(1)} ms, the longest ${Math.max(...frames).toFixed(1)} ms`,
    },
  ];
}
