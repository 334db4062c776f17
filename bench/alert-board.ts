// How soon a board with five thousand alerts is whole, and how smoothly it scrolls, in a real browser.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext } from "@playwright/test";
import { insertAlerts, newAlertId } from "#lib/alerts/write-alerts.ts";
import { alertingSeverities } from "#lib/contract/vendor-questions.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { migrateStore } from "#lib/store/migrate.ts";
import { openStore } from "#lib/store/open.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { openedMs, pixelsEachFrame, scrolledFrames, visit, withBrowser } from "./scrolled-page.ts";

const alerts = 5_000;
const opened = 5;
const ageMs = 40_000;
const patienceMs = 60_000;

export async function benchAlertBoard(): Promise<Figure[]> {
  const server = await startFullBoard();
  try {
    return await withBrowser((browser) => measure(browser, `${server.url}/room/alerts`));
  } finally {
    await server.stop();
  }
}

async function measure(browser: Browser, address: string): Promise<Figure[]> {
  const whole = () => visit(browser, (context) => arrivedMs(context, address));
  // The first visit of a process also loads the page's code on the server.
  await whole();
  const times: number[] = [];
  for (let round = 0; round < opened; round += 1) times.push(await whole());
  const frames = await visit(browser, async (context) => {
    await arrivedMs(context, address);
    return scrolledFrames(context);
  });
  const perSecond = (frames.length / frames.reduce((sum, ms) => sum + ms, 0)) * 1_000;
  return [
    {
      name: `the board with ${alerts} alerts, from navigation until all of them are there`,
      measured: median(times),
      unit: "ms",
      limit: { atMost: 3_000 },
      detail: `each visit with an empty cache: ${times.map(Math.round).join(", ")}`,
    },
    {
      name: `frames while a board of ${alerts} alerts scrolls`,
      measured: perSecond,
      unit: "a second",
      limit: { atLeast: 30 },
      detail: `${frames.length} frames of ${pixelsEachFrame} pixels, 95 of 100 within ${percentile(frames, 0.95).toFixed(1)} ms, the longest ${Math.max(...frames).toFixed(1)} ms`,
    },
  ];
}

/** The page comes with the first ones; the feed brings the others. */
async function arrivedMs(context: BrowserContext, address: string): Promise<number> {
  await openedMs(context, address);
  const [page] = context.pages();
  if (!page) throw new Error("The page is gone");
  const last = page.locator(`li[aria-setsize="${alerts}"]`).first();
  await last.waitFor({ state: "attached", timeout: patienceMs });
  return page.evaluate(() => performance.now());
}

/** Of vendors that nobody asks about: they stay as they are. */
async function startFullBoard(): Promise<RunningServer> {
  const stateDir = await mkdtemp(join(tmpdir(), "faultmart-alert-board-"));
  try {
    await fill(join(stateDir, "data"));
    const env = { CHECK_REPLIES: "off", LOG_STDOUT: "off", SIMULATION_SPEED: "0" };
    return await startServer({ stateDir, env });
  } catch (error) {
    await rm(stateDir, { recursive: true, force: true });
    throw error;
  }
}

async function fill(dataDir: string): Promise<void> {
  const log = { info: () => undefined, exception: () => undefined };
  const store = await openStore({ dataDir, poolSize: 1, log });
  try {
    await migrateStore(store);
    const nowMs = Date.now();
    const found = Array.from({ length: alerts }, (_, nth) => alertOf(nth, nowMs - nth * ageMs));
    await store.db.transaction((tx) => insertAlerts(tx, { found, nowMs }));
  } finally {
    await store.close();
  }
}

function alertOf(nth: number, startedMs: number) {
  const code = `V${String(nth).padStart(4, "0")}`;
  return {
    id: newAlertId(),
    kind: "vendor" as const,
    rule: "vendor-status" as const,
    subject: code,
    item: "",
    severity: alertingSeverities[nth % alertingSeverities.length] ?? "red",
    title: `Kitchen ${nth} of the long street is offline`,
    detail: `Kitchen ${nth} of the long street, Berlin, takes no orders since 10:31:44 UTC: offline for ${nth} min.`,
    value: nth,
    startedMs,
  };
}
