// How long a reader waits for a trace of ten thousand spans, and how smoothly it scrolls, in a real browser.
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { ensureChromium } from "../cli/ensure-chromium.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { startLongTraceServer } from "./long-trace/start-server.ts";

const spans = 10_000;
const opened = 7;
const scrolledMs = 3_000;
/** About as fast as a wheel that is turned without a stop. */
const pixelsEachFrame = 240;
const patienceMs = 60_000;

export async function benchLongTrace(): Promise<Figure[]> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const executablePath = ensureChromium(process.env.CHROMIUM_PATH, say);
  const server = await startLongTraceServer(spans);
  try {
    const browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      return await measure(browser, `${server.url}/room/traces/${server.traceId}`);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function measure(browser: Browser, address: string): Promise<Figure[]> {
  // The first visit of a process also loads the page's code on the server.
  await visit(browser, address, openedMs);
  const times: number[] = [];
  for (let round = 0; round < opened; round += 1) times.push(await visit(browser, address, openedMs));
  const frames = await visit(browser, address, scrolledFrames);
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

/** Each with a cache of its own, as for somebody who comes for the first time. */
async function visit<Answer>(
  browser: Browser,
  address: string,
  look: (context: BrowserContext, address: string) => Promise<Answer>,
): Promise<Answer> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    return await look(context, address);
  } finally {
    await context.close();
  }
}

/** The page tells itself when its rows are there and its keys are heard: asking from outside would take part of the time. */
async function openedMs(context: BrowserContext, address: string): Promise<number> {
  await context.addInitScript(() => {
    const look = () => {
      const alive = document.documentElement?.dataset.alive !== undefined;
      if (alive && document.querySelector("li[data-row]"))
        document.documentElement.dataset.openedMs = String(performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
  const page = await context.newPage();
  await page.goto(address);
  const html = page.locator("html[data-opened-ms]");
  await html.waitFor({ state: "attached", timeout: patienceMs });
  return Number(await html.getAttribute("data-opened-ms"));
}

/** How long each frame took while the page was scrolled; throws when rows did not keep up with it. */
async function scrolledFrames(context: BrowserContext, address: string): Promise<number[]> {
  await openedMs(context, address);
  const [page] = context.pages();
  if (!page) throw new Error("The page is gone");
  const { frames, bare } = await page.evaluate(
    ({ lastingMs, pixels }) =>
      new Promise<{ frames: number[]; bare: number }>((resolve) => {
        const took: number[] = [];
        let empty = 0;
        let beforeMs = performance.now();
        const beganMs = beforeMs;
        const next = () => {
          const nowMs = performance.now();
          took.push(nowMs - beforeMs);
          beforeMs = nowMs;
          if (!document.elementFromPoint(innerWidth / 3, innerHeight * 0.7)?.closest("li[data-row]"))
            empty += 1;
          scrollBy(0, pixels);
          if (nowMs - beganMs < lastingMs) requestAnimationFrame(next);
          else resolve({ frames: took.slice(1), bare: empty });
        };
        scrollTo(0, innerHeight);
        requestAnimationFrame(next);
      }),
    { lastingMs: scrolledMs, pixels: pixelsEachFrame },
  );
  if (bare > frames.length / 10)
    throw new Error(`In ${bare} of ${frames.length} frames there were no rows to see`);
  return frames;
}
