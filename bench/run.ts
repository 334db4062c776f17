// `npm run bench` runs all; `npm run bench -- hot-route memory` some; `--minutes 1` shortens the idle time.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAlertBoard } from "./alert-board.ts";
import { benchAlertPush } from "./alert-push.ts";
import { benchCartClick } from "./cart-click.ts";
import { benchClickToRed } from "./click-to-red.ts";
import { type Figure, isMet, row } from "./figures.ts";
import { benchFlashSale } from "./flash-sale.ts";
import { benchHealthPush } from "./health-push.ts";
import { benchHotRoute } from "./hot-route.ts";
import { benchHotUnderQuery } from "./hot-under-query.ts";
import { benchIngest } from "./ingest.ts";
import { benchLongTrace } from "./long-trace.ts";
import { benchMeshHops } from "./mesh-hops.ts";
import { benchMeshSize } from "./mesh-size.ts";
import { benchOpenBreaker } from "./open-breaker.ts";
import { benchScrape } from "./scrape.ts";
import { benchScriptedCheckout } from "./scripted-checkout.ts";
import { benchFreshClone, benchIdleMemory, benchSecondStart } from "./starts.ts";
import { benchTelemetrySearch } from "./telemetry-search.ts";
import { benchVendorAnswers } from "./vendor-answers.ts";
import { benchVirtualSpeed } from "./virtual-speed.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { minutes: { type: "string", default: "5" } },
  });
  const benches: Record<string, () => Promise<Figure[]>> = {
    "hot-route": benchHotRoute,
    "hot-under-query": benchHotUnderQuery,
    ingest: benchIngest,
    "mesh-hops": benchMeshHops,
    "virtual-speed": benchVirtualSpeed,
    "mesh-size": benchMeshSize,
    "health-push": benchHealthPush,
    "alert-push": benchAlertPush,
    "vendor-answers": benchVendorAnswers,
    "click-to-red": benchClickToRed,
    "cart-click": benchCartClick,
    "flash-sale": benchFlashSale,
    "scripted-checkout": benchScriptedCheckout,
    "telemetry-search": benchTelemetrySearch,
    scrape: benchScrape,
    "long-trace": benchLongTrace,
    "alert-board": benchAlertBoard,
    "open-breaker": benchOpenBreaker,
    "second-start": benchSecondStart,
    memory: () => benchIdleMemory(Number(values.minutes)),
    "fresh-clone": benchFreshClone,
  };
  const unknown = positionals.find((name) => !(name in benches));
  if (unknown)
    throw new Error(`There is no benchmark ${unknown}. Choose from: ${Object.keys(benches).join(", ")}`);
  say(`${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}`);
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const measured = await bench();
    for (const figure of measured) say(row(figure));
    figures.push(...measured);
  }
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "latest.json"), `${JSON.stringify({ figures }, null, 2)}\n`);
  process.exitCode = figures.every(isMet) ? 0 : 1;
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
