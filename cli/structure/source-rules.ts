// The rules that need a file's own text. TypeScript's parser reads it, so comments and strings do not count.
import { basename } from "node:path";
import ts from "typescript";
import { testCode } from "./import-rules.ts";
import { libFolders } from "./layers.ts";
import { machineTimeOf } from "./machine-time.ts";
import type { Violation } from "./violation.ts";

const maxLines = 300;
const drawerName = /(^|-)(utils?|helpers?|misc|common)$/;
const mayReadEnvironment = /^lib\/config\/|^cli\/[^/]+$|^[^/]+$/;
const slotFile = "lib/kernel/slot.ts";
/** Code that also runs under a virtual clock; envelopes are only read where requests come over HTTP. */
const runsVirtually = /^lib\/(faults|mesh|services|scenarios)\/(?!envelope\.ts$)/;
const isTest = new RegExp(testCode);

export type SourceFacts = {
  imports: string[];
  /** Those of them that are there at run time, and so in a page's scripts; types are not. */
  loads: string[];
  /** Begins with "use client": browsers load it, and what it loads. */
  isClient: boolean;
  violations: Violation[];
};

export function inspectSource(file: string, text: string): SourceFacts {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports = new Set<string>();
  const loads = new Set<string>();
  const seen = { environment: false, globals: false, machine: new Set<string>() };
  const visit = (node: ts.Node) => {
    const specifier = importedBy(node);
    if (specifier !== undefined) imports.add(specifier);
    if (specifier !== undefined && !isOfTypesOnly(node)) loads.add(specifier);
    if (readsEnvironment(node)) seen.environment = true;
    if (ts.isIdentifier(node) && node.text === "globalThis") seen.globals = true;
    const machine = machineTimeOf(node);
    if (machine !== undefined) seen.machine.add(machine);
    ts.forEachChild(node, visit);
  };
  visit(source);

  const violations: Violation[] = [];
  const report = (rule: string, what: string, advice: string) =>
    violations.push({ rule, file, what, advice });
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (lines > maxLines)
    report("files-have-one-subject", `${lines} lines, ${maxLines} allowed`, "split it by subject");
  if (isBarrel(source))
    report("no-barrels", "only re-exports", "import from the files themselves, and delete it");
  if (seen.environment && !mayReadEnvironment.test(file) && !isTest.test(file))
    report("environment-is-read-once", "reads process.env", "add the variable to lib/config/schema.ts");
  if (seen.globals && file !== slotFile && !isTest.test(file))
    report("globals-live-in-the-slot", "touches globalThis", "hang the state on the runtime");
  if (seen.machine.size > 0 && runsVirtually.test(file) && !isTest.test(file))
    report(
      "time-and-chance-are-parameters",
      `takes ${[...seen.machine].join(", ")} from the machine`,
      "use ctx.clock and ctx.random, or take a Clock (lib/kernel/clock.ts) and keyedRandom (lib/kernel/random.ts)",
    );
  return {
    imports: [...imports],
    loads: [...loads],
    isClient: isClient(source),
    violations: [...violations, ...nameViolations(file)],
  };
}

function nameViolations(file: string): Violation[] {
  const violations: Violation[] = [];
  const drawer = file.split("/").find((part) => drawerName.test(part.replace(/\..*$/, "")));
  if (drawer) {
    const advice = "name it for what it does, and put each function where its subject lives";
    violations.push({ rule: "names-say-what", file, what: `"${drawer}" says nothing`, advice });
  }
  const [top, folder, inside] = file.split("/");
  if (top === "lib" && (inside === undefined || !libFolders.includes(folder ?? ""))) {
    const advice =
      "give the folder a rung in cli/structure/layers.ts, or move the file into one that has one";
    violations.push({ rule: "folders-have-a-rung", file, what: "not in a known folder of lib/", advice });
  }
  return violations;
}

function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0]);
  return undefined;
}

function isOfTypesOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function isClient({ statements: [first] }: ts.SourceFile): boolean {
  return first !== undefined && ts.isExpressionStatement(first) && textOf(first.expression) === "use client";
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** `process.env`, `process["env"]` and `const { env } = process`. */
function readsEnvironment(node: ts.Node): boolean {
  const ofProcess = (part: ts.Node | undefined) =>
    part !== undefined && ts.isIdentifier(part) && part.text === "process";
  if (ts.isPropertyAccessExpression(node)) return ofProcess(node.expression) && node.name.text === "env";
  if (ts.isElementAccessExpression(node))
    return ofProcess(node.expression) && textOf(node.argumentExpression) === "env";
  if (ts.isImportDeclaration(node)) return /^(node:)?process$/.test(textOf(node.moduleSpecifier) ?? "");
  return ts.isVariableDeclaration(node) && ofProcess(node.initializer);
}

function isBarrel(source: ts.SourceFile): boolean {
  if (!/^index\.\w+$/.test(basename(source.fileName)) || source.statements.length === 0) return false;
  return source.statements.every((one) => ts.isExportDeclaration(one) || ts.isImportDeclaration(one));
}
