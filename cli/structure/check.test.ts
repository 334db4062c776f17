import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blindSpots, checkStructure } from "./check.ts";
import { importRules } from "./import-rules.ts";
import { libFolders } from "./layers.ts";
import { listSourceFiles } from "./source-files.ts";

const root = join(import.meta.dirname, "../..");

/** A small project that keeps every rule, so that whatever is reported was planted. */
const lawful = {
  "package.json": JSON.stringify({
    type: "module",
    imports: { "#app/*": "./app/*", "#components/*": "./components/*", "#lib/*": "./lib/*" },
    dependencies: { next: "*", "socket.io-client": "*", zod: "*", react: "*" },
    devDependencies: { vitest: "*", "fast-check": "*" },
  }),
  "server.ts": `import next from "next"; import { slot } from "#lib/runtime/slot.ts"; import { build } from "#lib/runtime/create.ts"; build(next, slot, process.env);`,
  "app/page.tsx": `import Link from "next/link"; import { Button } from "#components/ui/button.tsx"; import { page } from "#lib/http/page-context.ts"; import { list } from "#lib/shop/list.ts"; export default () => [Link, Button, page, list];`,
  "app/health/route.ts": `import { page } from "#lib/http/page-context.ts"; export const GET = page;`,
  "components/ui/button.tsx": `import { word } from "#lib/contract/word.ts"; export const Button = word;`,
  "components/live/feed.ts": `import { io } from "socket.io-client"; export const feed = io;`,
  "lib/kernel/word.ts": `export const word = "word";`,
  "lib/kernel/slot.ts": `export const holder = globalThis;`,
  "lib/contract/word.ts": `import { z } from "zod"; export { word } from "#lib/kernel/word.ts"; export const Word = z.string();`,
  "lib/config/load.ts": `export const port = process.env.PORT; // read here only`,
  "lib/telemetry/log.ts": `import type { port } from "#lib/config/load.ts"; export type Log = typeof port;`,
  "lib/store/open.ts": `import type { Log } from "#lib/telemetry/log.ts"; export type Store = Log; // not process.env, not globalThis`,
  "lib/shop/list.ts": `import type { Store } from "#lib/store/open.ts"; export const list = (store: Store) => store;`,
  "lib/shop/list.test.ts": `import { test } from "vitest"; import { list } from "./list.ts"; import { build } from "#lib/runtime/create.ts"; test("x", () => void [list, build]);`,
  "lib/http/page-context.ts": `import { slot } from "#lib/runtime/slot.ts"; import type { Runtime } from "#lib/runtime/type.ts"; export const page = (): Runtime => slot;`,
  "lib/runtime/type.ts": `import type { Store } from "#lib/store/open.ts"; export type Runtime = { store?: Store };`,
  "lib/runtime/slot.ts": `import type { Runtime } from "./type.ts"; export const slot: Runtime = {};`,
  "lib/runtime/create.ts": `import { list } from "#lib/shop/list.ts"; export const build = (...all: unknown[]) => [list, all];`,
};

let project: string;

function write(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), `${text}\n`);
  }
}

async function rulesBroken() {
  const { violations } = await checkStructure(project);
  return [...new Set(violations.map(({ rule }) => rule))].sort();
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "structure-"));
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  write(lawful);
});
afterEach(() => rmSync(project, { recursive: true }));

/** Each breaks exactly the rule it stands under. */
const planted: Record<string, Record<string, string>[]> = {
  "app-calls-verbs": [
    { "app/a/page.tsx": `import { Store } from "#lib/store/open.ts"; export default Store;` },
    { "app/a/page.tsx": `import type { Log } from "#lib/telemetry/log.ts"; export default {} as Log;` },
    {
      "app/a/page.tsx": `import type { Runtime } from "#lib/runtime/type.ts"; export default {} as Runtime;`,
    },
    { "app/a/page.tsx": `export { port } from "#lib/config/load.ts";` },
  ],
  "components-know-contracts-only": [
    { "components/a.tsx": `import { list } from "#lib/shop/list.ts"; export const a = list;` },
    { "components/a.tsx": `import { GET } from "#app/health/route.ts"; export const a = GET;` },
  ],
  "slot-is-read-at-the-door": [
    { "cli/report.ts": `import { slot } from "#lib/runtime/slot.ts"; export const a = slot;` },
  ],
  "entry-points-are-not-imported": [
    { "server.ts": `import "./cli/report.ts";`, "cli/report.ts": "export const a = 1;" },
  ],
  "tests-stay-out-of-the-product": [
    { "lib/shop/a.ts": `import "./list.test.ts";` },
    { "lib/shop/a.ts": `import "./testing/seed.ts";`, "lib/shop/testing/seed.ts": "export const a = 1;" },
  ],
  "across-folders-by-alias": [
    { "lib/shop/a.ts": `import { word } from "../kernel/word.ts"; export const a = word;` },
    {
      "app/a/page.tsx": `import { Button } from "../../components/ui/button.tsx"; export default Button;`,
    },
  ],
  "one-socket-client": [
    { "components/ui/a.tsx": `import { io } from "socket.io-client"; export const a = io;` },
  ],
  "next-stays-in-pages": [
    { "lib/shop/a.ts": `import { cookies } from "next/headers"; export const a = cookies;` },
    { "lib/shop/a.ts": `import type { Metadata } from "next"; export type A = Metadata;` },
  ],
  "routes-run-without-next": [
    { "app/a/route.ts": `import { NextResponse } from "next/server"; export const GET = NextResponse;` },
    {
      "app/a/route.ts": `import { b } from "./b.ts"; export const GET = b;`,
      "app/a/b.ts": `import { cookies } from "next/headers"; export const b = cookies;`,
    },
  ],
  "product-runs-without-dev-packages": [
    { "lib/shop/a.ts": `import fc from "fast-check"; export const a = fc;` },
  ],
  "packages-are-declared": [{ "lib/shop/a.ts": `import pino from "pino"; export const a = pino;` }],
  "no-circles": [
    {
      "lib/shop/a.ts": `import type { B } from "./b.ts"; export type A = B;`,
      "lib/shop/b.ts": `import type { C } from "./c.ts"; export type B = C;`,
      "lib/shop/c.ts": `import type { A } from "./a.ts"; export type C = A;`,
    },
  ],
  "imports-resolve": [{ "lib/shop/a.ts": `import { b } from "#lib/kernel/nowhere.ts"; export const a = b;` }],
  "files-have-one-subject": [{ "lib/shop/a.ts": "export {};\n".repeat(300) }],
  "no-barrels": [
    { "lib/shop/index.ts": `export * from "./list.ts";\nexport { list as l } from "./list.ts";` },
  ],
  "environment-is-read-once": [
    { "lib/shop/a.ts": "export const a = process.env.HOME;" },
    { "lib/shop/a.ts": `export const a = process["env"];` },
    { "lib/shop/a.ts": "const { env } = process; export const a = env;" },
    { "lib/shop/a.ts": `import { env } from "node:process"; export const a = env;` },
    { "app/a/page.tsx": "export default () => process.env.NEXT_PUBLIC_A;" },
    { "components/a.tsx": "export const a = process.env.NEXT_PUBLIC_A;" },
  ],
  "globals-live-in-the-slot": [{ "lib/shop/a.ts": "export const a = globalThis;" }],
  "time-and-chance-are-parameters": [
    ...[
      "export const a = Date.now();",
      `export const a = Date["now"];`,
      "export const a = new Date();",
      "export const a = new Date;",
      "export const a = Date();",
      "export const a = () => Math.random();",
      "export const a = performance.now;",
      "export const a = process.hrtime();",
      "export const a = crypto.randomUUID();",
      "export const a = AbortSignal.timeout(1);",
      "export const a = (work: () => void) => setTimeout(work, 1);",
      "export const a = setInterval;",
      `import { setTimeout as later } from "node:timers/promises"; export const a = later;`,
      `import { performance as b } from "node:perf_hooks"; export const a = b;`,
      `import { randomUUID } from "node:crypto"; export const a = randomUUID;`,
      `import { randomBytes as chance } from "crypto"; export const a = chance;`,
    ].map((text) => ({ "lib/mesh/a.ts": text })),
    {
      "lib/kernel/clock.ts": "export const wallClock = 1;",
      "lib/faults/a.ts": `import { wallClock } from "#lib/kernel/clock.ts"; export const a = wallClock;`,
    },
    { "lib/services/a.ts": "export const a = Date.now;" },
    { "lib/scenarios/a.ts": "export const a = Date.now;" },
  ],
  "pages-load-the-small-zod": [
    { "components/a.tsx": `"use client"; import { z } from "zod"; export const a = z.string();` },
    {
      "components/a.tsx": `"use client"; import { Word } from "#lib/contract/word.ts"; export const a = Word;`,
    },
    {
      "components/a.tsx": `"use client"; import type { Word } from "#lib/contract/word.ts"; export const a = (): Promise<{ Word: typeof Word }> => import("#lib/contract/word.ts");`,
    },
    {
      "components/a.tsx": `"use client"; import { b } from "./b.ts"; export const a = b;`,
      "components/b.ts": `export { Word as b } from "#lib/contract/word.ts";`,
    },
  ],
  "names-say-what": ["utils.ts", "helpers/a.ts", "misc.ts", "common/a.ts", "money-utils.ts"].map((name) => ({
    [`lib/shop/${name}`]: "export const a = 1;",
  })),
  "folders-have-a-rung": [
    { "lib/warehouse/a.ts": "export const a = 1;" },
    { "lib/a.ts": "export const a = 1;" },
  ],
};

/** The folder above each one, which it must therefore not see. */
const upward = libFolders.map((folder, index) => [folder, libFolders[index + 1] ?? "runtime"] as const);

describe("the rules about where things live", () => {
  test("find nothing in a project that keeps them", async () => {
    const { violations, modules } = await checkStructure(project);
    expect(violations).toEqual([]);
    expect(modules).toBe(Object.keys(lawful).length - 1);
  });

  const cases = Object.entries(planted).flatMap(([rule, plants]) =>
    plants.map((files) => ({ rule, files, text: Object.entries(files).join("; ").slice(0, 100) })),
  );
  test.each(cases)("$rule catches $text", async ({ rule, files }) => {
    write(files);
    expect(await rulesBroken()).toEqual([rule]);
  });

  test.each(upward.slice(0, -1))("lib/%s may not import lib/%s", async (folder, above) => {
    write({
      [`lib/${above}/planted.ts`]: "export type Planted = 1;",
      [`lib/${folder}/upward.ts`]: `import type { Planted } from "#lib/${above}/planted.ts"; export type A = Planted;`,
    });
    expect(await rulesBroken()).toEqual([`imports-point-down-from-${folder}`]);
  });

  test.each(["app/a/thing.ts", "components/thing.ts"])("nothing in lib may import %s", async (above) => {
    write({ [above]: "export const a = 1;" });
    write(
      Object.fromEntries(
        libFolders.map((folder) => [
          `lib/${folder}/up.ts`,
          `import { a } from "#${above}"; export const b = a;`,
        ]),
      ),
    );
    expect(await rulesBroken()).toEqual(
      libFolders.map((folder) => `imports-point-down-from-${folder}`).sort(),
    );
  });

  test("time and chance may be taken from the machine where no virtual clock runs, and in tests", async () => {
    write({
      "lib/mesh/a.ts": `import { createHash } from "node:crypto"; type Timers = { setTimeout: number }; export const a = (timers: Timers) => [createHash, new Date(0), timers.setTimeout];`,
      "lib/mesh/a.test.ts": "void Date.now();",
      "lib/live/a.ts": "export const a = Date.now();",
    });
    expect(await rulesBroken()).toEqual([]);
  });

  test("a page's scripts may know the types of what full zod describes, and load zod/mini", async () => {
    write({
      "components/a.tsx": `"use client"; import type { Word } from "#lib/contract/word.ts"; import { z } from "zod/mini"; export const a = (word: typeof Word) => [z, word];`,
    });
    expect(await rulesBroken()).toEqual([]);
  });

  test("lib/http sees the runtime's type and slot, and nothing else of it", async () => {
    write({ "lib/http/a.ts": `import { build } from "#lib/runtime/create.ts"; export const a = build;` });
    expect(await rulesBroken()).toEqual(["imports-point-down-from-http"]);
  });

  test("an import hidden inside a type is seen too", async () => {
    write({ "lib/kernel/a.ts": `export type A = import("#lib/store/open.ts").Store;` });
    expect(await rulesBroken()).toEqual(["imports-point-down-from-kernel"]);
  });

  test("a module or an import that the graph does not show is reported, not trusted", () => {
    const graph = {
      modules: [{ source: "a.ts", dependencies: [{ module: "fs" }] }],
    } as unknown as ICruiseResult;
    const facts = [
      { file: "a.ts", imports: ["node:fs", "#lib/b.ts"] },
      { file: "b.ts", imports: [] },
    ];
    expect(blindSpots(graph, facts).map(({ file, what }) => [file, what])).toEqual([
      ["a.ts", "the import of #lib/b.ts is not in the graph"],
      ["b.ts", "the module is not in the graph"],
    ]);
  });

  test("no rule about imports is without a planted violation", () => {
    const covered = [
      ...Object.keys(planted),
      ...libFolders.map((folder) => `imports-point-down-from-${folder}`),
    ];
    const uncovered = importRules.map(({ name }) => name).filter((name) => !covered.includes(name ?? ""));
    expect(uncovered).toEqual([]);
  });

  test("every source file of this project is in the graph, with every import", async () => {
    const { modules, imports, violations } = await checkStructure(root);
    expect(violations.filter(({ rule }) => rule === "every-import-is-seen")).toEqual([]);
    expect(modules).toBe(listSourceFiles(root).length);
    expect(modules).toBeGreaterThan(100);
    expect(imports).toBeGreaterThan(modules);
  });
});
