import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { pagePatterns } from "#lib/http/server/routes.ts";

const project = join(import.meta.dirname, "..");
const stats = join(project, ".next/diagnostics/route-bundle-stats.json");

/** First-load JavaScript in kilobytes of gzip, by the start of the address; an empty Next app has 135. */
const budgets: [prefix: string, kilobytes: number][] = [
  ["/shop", 180],
  ["/room/graph", 320],
  ["/room/metrics", 290],
  ["/room/traces/[traceId]", 235],
  ["/room/logs", 240],
  ["/room/vendors", 225],
  ["/room/alerts", 240],
  ["/room", 250],
  ["/docs", 180],
  ["/", 180],
];

type RouteStats = { route: string; firstLoadChunkPaths: string[] };

const pages = pagePatterns(join(project, "app")).filter((pattern) => !pattern.includes("."));

describe("the first load of every page stays within its budget", () => {
  if (!existsSync(stats)) throw new Error(`${stats} is missing: build first (npm test does)`);
  const routes: RouteStats[] = JSON.parse(readFileSync(stats, "utf8"));

  test("the build knows every page that is on disk", () => {
    const built = routes.map(({ route }) => route.replace(/\[(\.\.\.)?(\w+)\]/g, "{$1$2}"));
    expect(built).toEqual(expect.arrayContaining(pages));
  });

  test.each(routes.map((route) => [route.route, route] as const))(
    "%s",
    (address, { firstLoadChunkPaths }) => {
      const bytes = firstLoadChunkPaths.reduce(
        (sum, path) => sum + gzipSync(readFileSync(join(project, path))).length,
        0,
      );
      const budget = budgets.find(([prefix]) => address.startsWith(prefix))?.[1] ?? 0;
      expect(bytes).toBeGreaterThan(50_000);
      expect(Math.round(bytes / 1024), `${address} loads too much`).toBeLessThanOrEqual(budget);
    },
  );
});
