// A page of many rows in a real browser: until its rows answer, and how smoothly it scrolls.
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { ensureChromium } from "../cli/ensure-chromium.ts";

const scrolledMs = 3_000;
/** About as fast as a wheel that is turned without a stop. */
export const pixelsEachFrame = 240;
const patienceMs = 60_000;

export async function withBrowser<Answer>(work: (browser: Browser) => Promise<Answer>): Promise<Answer> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const executablePath = ensureChromium(process.env.CHROMIUM_PATH, say);
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Each with a cache of its own, as for somebody who comes for the first time. */
export async function visit<Answer>(
  browser: Browser,
  look: (context: BrowserContext) => Promise<Answer>,
): Promise<Answer> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    return await look(context);
  } finally {
    await context.close();
  }
}

/** The page tells itself when its rows are there and its keys are heard: asking from outside would take part of the time. */
export async function openedMs(context: BrowserContext, address: string): Promise<number> {
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
export async function scrolledFrames(context: BrowserContext): Promise<number[]> {
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
