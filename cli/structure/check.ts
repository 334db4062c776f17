// Imports by dependency-cruiser, the rest by the text of each file, and a check that the first saw all the second did.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { fullZodInPages } from "./full-zod-in-pages.ts";
import { importRules } from "./import-rules.ts";
import { listSourceFiles } from "./source-files.ts";
import { inspectSource } from "./source-rules.ts";
import type { Violation } from "./violation.ts";

export type StructureReport = { modules: number; imports: number; violations: Violation[] };

export async function checkStructure(projectDir: string): Promise<StructureReport> {
  const files = listSourceFiles(projectDir);
  const graph = await readGraph(projectDir, files);
  const facts = files.map((file) => ({
    file,
    ...inspectSource(file, readFileSync(join(projectDir, file), "utf8")),
  }));
  return {
    modules: files.length,
    imports: facts.reduce((sum, { imports }) => sum + imports.length, 0),
    violations: [
      ...graph.summary.violations.map(({ rule, from, to, cycle, unresolvedTo }) => ({
        rule: rule.name,
        file: from,
        what: cycle ? circle(from, cycle) : `imports ${unresolvedTo ?? to}`,
        advice: importRules.find(({ name }) => name === rule.name)?.comment ?? "",
      })),
      ...facts.flatMap(({ violations }) => violations),
      ...blindSpots(graph, facts),
      ...fullZodInPages(graph, facts),
    ],
  };
}

async function readGraph(projectDir: string, files: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    files,
    {
      baseDir: projectDir,
      ruleSet: { forbidden: importRules },
      validate: true,
      doNotFollow: { path: "node_modules" },
      // Without it imports that exist for types only are not seen.
      tsPreCompilationDeps: true,
    },
    {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser answered with text, not with a graph");
  return output;
}

/**
 * dependency-cruiser skips what it has no parser for and says nothing: with a TypeScript it does not know, it
 * saw 5 of 22 modules and no violation. So every file, and every import in it, must be in its graph.
 */
export function blindSpots(graph: ICruiseResult, facts: { file: string; imports: string[] }[]): Violation[] {
  const seen = new Map(
    graph.modules.map(({ source, dependencies }) => [source, new Set(dependencies.map((one) => one.module))]),
  );
  const rule = "every-import-is-seen";
  const advice = "write it as a plain import, or check that dependency-cruiser supports this TypeScript";
  return facts.flatMap(({ file, imports }) => {
    const known = seen.get(file);
    if (!known) return [{ rule, file, what: "the module is not in the graph", advice }];
    return imports
      .filter((specifier) => !known.has(specifier.replace(/^node:/, "")))
      .map((specifier) => ({ rule, file, what: `the import of ${specifier} is not in the graph`, advice }));
  });
}

function circle(from: string, cycle: { name: string }[]): string {
  return `imports itself by way of ${cycle
    .map(({ name }) => name)
    .filter((name) => name !== from)
    .join(" → ")}`;
}
