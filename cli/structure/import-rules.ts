// The rules about imports, in the terms of dependency-cruiser. Each comment says what to do about a violation.
import type { IForbiddenRuleType } from "dependency-cruiser";
import { libFolders, lowerFolders, seenByApp, seenByComponents } from "./layers.ts";

/** Tests and what exists for them only; they may reach anywhere. */
export const testCode = String.raw`\.(test|spec)\.tsx?$|^(lib|components)/[^/]+/testing/|^(e2e|bench|drills)/`;

const project = String.raw`^(app|components|lib|cli|e2e|bench|drills)/|^[^/]+\.(ts|mjs)$`;
const nextPackage = "(^|/)node_modules/next/";
const entryPoints = String.raw`^(cli|e2e|bench|drills)/|^(server|instrumentation)\.ts$`;

const lib = (folders: readonly string[]) => `^lib/(${folders.join("|")})/`;

const layerRules = libFolders.map((folder): IForbiddenRuleType => {
  const seen = lowerFolders(folder);
  // Routes read the runtime by its type and slot; what builds it stands above them.
  const slot = folder === "http" ? [String.raw`^lib/runtime/(type|slot)\.ts$`] : [];
  return {
    name: `imports-point-down-from-${folder}`,
    comment: `lib/${folder} may import ${seen.length > 0 ? seen.join(", ") : "nothing of lib"}; move the code up, or take what it needs as a parameter`,
    from: { path: lib([folder]), pathNot: testCode },
    to: { path: project, pathNot: [lib([folder, ...seen]), ...slot] },
  };
});

const folderRules: IForbiddenRuleType[] = [
  {
    name: "app-calls-verbs",
    comment: `app/ may import components and lib/{${seenByApp.join(",")}}; call a domain verb, or add what a page needs to lib/http/page-context.ts`,
    from: { path: "^app/", pathNot: testCode },
    to: { path: project, pathNot: ["^(app|components)/", lib(seenByApp)] },
  },
  {
    name: "components-know-contracts-only",
    comment: `components/ may import components and lib/{${seenByComponents.join(",")}}; hand the data down from the page`,
    from: { path: "^components/", pathNot: testCode },
    to: { path: project, pathNot: ["^components/", lib(seenByComponents)] },
  },
  {
    name: "slot-is-read-at-the-door",
    comment:
      "only server.ts, Next's hook and lib/http read the runtime's slot; pages use lib/http/page-context.ts, verbs get a ctx",
    from: { pathNot: [testCode, String.raw`^(server|instrumentation)\.ts$`, "^lib/(http|runtime)/"] },
    to: { path: String.raw`^lib/runtime/slot\.ts$` },
  },
  {
    name: "entry-points-are-not-imported",
    comment: "programs are started, not imported; move what is shared into lib/",
    from: { path: project, pathNot: [testCode, "^cli/"] },
    to: { path: entryPoints },
  },
  {
    name: "tests-stay-out-of-the-product",
    comment: "the product does not import what exists for tests; move what is shared out of the test",
    from: { pathNot: [testCode, String.raw`^vitest\.config\.ts$`] },
    to: { path: testCode },
  },
  {
    name: "across-folders-by-alias",
    comment:
      "write #lib/…, #components/… or #app/… to reach another folder; a file that moves keeps its imports",
    from: { path: "^(lib/[^/]+|[^/]+)/" },
    to: { path: "^(lib|app|components)/", pathNot: "^$1/", dependencyTypesNot: ["aliased-subpath-import"] },
  },
];

const packageRules: IForbiddenRuleType[] = [
  {
    name: "one-socket-client",
    comment: "only components/live talks to the socket; use its hooks",
    from: { pathNot: [testCode, "^components/live/"] },
    to: { path: "(^|/)node_modules/(socket\\.io-client|engine\\.io-client)/" },
  },
  {
    name: "next-stays-in-pages",
    comment:
      "only app/, components/, server.ts and instrumentation.ts import next; take a Web-standard value instead",
    from: { pathNot: [testCode, String.raw`^(app|components)/|^(server|instrumentation)\.ts$`] },
    to: { path: nextPackage },
  },
  {
    name: "routes-run-without-next",
    comment: "server.ts runs route.ts files itself; nothing they import may lead to next",
    from: { path: String.raw`^app/.*/route\.ts$` },
    to: { path: nextPackage, reachable: true },
  },
  {
    name: "product-runs-without-dev-packages",
    comment: "a production install has no devDependencies; move the package to dependencies",
    from: { path: String.raw`^(app|components|lib)/|^(server|instrumentation)\.ts$`, pathNot: testCode },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "packages-are-declared",
    comment: "the package is there by accident of another one; add it to package.json",
    from: { path: project },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
];

export const importRules: IForbiddenRuleType[] = [
  ...layerRules,
  ...folderRules,
  ...packageRules,
  {
    name: "no-circles",
    comment: "move what both need into a file of its own",
    from: { path: project },
    to: { circular: true },
  },
  {
    name: "imports-resolve",
    comment: "there is no such file or package; imports carry their extension",
    from: { path: project },
    to: { couldNotResolve: true },
  },
];
