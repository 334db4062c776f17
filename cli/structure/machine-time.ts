// Where a service, a fault or a scenario would take time or chance from the machine: under a virtual clock that is
// another time, and the same seed would no longer give the same bytes.
import ts from "typescript";

const members: Readonly<Record<string, readonly string[]>> = {
  Date: ["now"],
  Math: ["random"],
  performance: ["now", "timeOrigin"],
  process: ["hrtime", "uptime"],
  crypto: ["randomUUID", "randomBytes", "randomInt", "getRandomValues"],
  AbortSignal: ["timeout"],
};
const timers = new Set(["setTimeout", "setInterval", "setImmediate"]);
const modules = /^(node:)?(timers(\/promises)?|perf_hooks)$/;
/** Harmless modules that also have what a machine decides. */
const importedNames: Readonly<Record<string, readonly string[]>> = {
  crypto: members.crypto ?? [],
  "#lib/kernel/clock.ts": ["wallClock"],
  "#lib/kernel/ids.ts": ["newRequestId", "takeRequestId"],
};

/** What the node reads, in the words of the source; undefined when it is innocent. */
export function machineTimeOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) return isBareDate(node) ? "new Date()" : undefined;
  if (ts.isCallExpression(node)) return isName(node.expression, "Date") ? "Date()" : undefined;
  if (ts.isPropertyAccessExpression(node)) return memberOf(node.expression, node.name.text);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return memberOf(node.expression, node.argumentExpression.text);
  if (ts.isImportDeclaration(node)) return importOf(node);
  if (ts.isIdentifier(node) && timers.has(node.text) && !namesSomethingElse(node)) return node.text;
  return undefined;
}

const isName = (node: ts.Node, text: string) => ts.isIdentifier(node) && node.text === text;

function isBareDate({ expression, arguments: given }: ts.NewExpression): boolean {
  return isName(expression, "Date") && (given?.length ?? 0) === 0;
}

function memberOf(object: ts.Expression, member: string): string | undefined {
  if (!ts.isIdentifier(object) || !Object.hasOwn(members, object.text)) return undefined;
  return members[object.text]?.includes(member) ? `${object.text}.${member}` : undefined;
}

function importOf({ moduleSpecifier, importClause }: ts.ImportDeclaration): string | undefined {
  if (!ts.isStringLiteral(moduleSpecifier)) return undefined;
  if (modules.test(moduleSpecifier.text)) return `an import of ${moduleSpecifier.text}`;
  const banned = importedNames[moduleSpecifier.text.replace(/^node:/, "")];
  const bindings = importClause?.namedBindings;
  if (!banned || !bindings || !ts.isNamedImports(bindings)) return undefined;
  return bindings.elements
    .map(({ name, propertyName }) => (propertyName ?? name).text)
    .find((name) => banned.includes(name));
}

/** The name of a property or a parameter, not the global. */
function namesSomethingElse({ parent }: ts.Identifier): boolean {
  return (
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent)
  );
}
