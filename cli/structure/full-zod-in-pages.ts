// What browsers load, at once or later, is written with zod/mini: one module with the whole of zod brings it into the
// scripts that every page shares, for bundlers keep what any page uses.
import type { ICruiseResult } from "dependency-cruiser";
import { testCode } from "./import-rules.ts";
import type { SourceFacts } from "./source-rules.ts";
import type { Violation } from "./violation.ts";

const fullZod = /^zod(\/(v3|v4))?$/;
const isTest = new RegExp(testCode);

type Facts = Pick<SourceFacts, "loads" | "isClient"> & { file: string };

export function fullZodInPages(graph: ICruiseResult, facts: readonly Facts[]): Violation[] {
  const loadsOf = new Map(facts.map(({ file, loads }) => [file, new Set(loads)]));
  const paths = new Map(
    graph.modules.map(({ source, dependencies }) => [
      source,
      dependencies.filter(({ module }) => loadsOf.get(source)?.has(module)).map(({ resolved }) => resolved),
    ]),
  );
  const from = new Map<string, string>();
  const ahead = facts.filter(({ file, isClient }) => isClient && !isTest.test(file)).map(({ file }) => file);
  for (const file of ahead) from.set(file, file);
  // The list grows while it is walked: from what pages load to what that loads.
  for (const file of ahead) {
    for (const next of paths.get(file) ?? []) {
      if (from.has(next)) continue;
      from.set(next, file);
      ahead.push(next);
    }
  }
  return ahead
    .filter((file) => [...(loadsOf.get(file) ?? [])].some((specifier) => fullZod.test(specifier)))
    .map((file) => ({
      rule: "pages-load-the-small-zod",
      file,
      what: `loads the whole of zod, and browsers load it by way of ${from.get(file)}`,
      advice: "write the shapes that pages read with zod/mini, in a file of their own",
    }));
}
