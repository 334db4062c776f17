// Everything this server answers to, known at start: endpoints from their table, pages and files from the folders.
import { type Dirent, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { createPathTable, type PathTable } from "../path-pattern.ts";
import type { RouteHandler } from "../route-spec.ts";

export type Route =
  | { kind: "endpoint"; handlers: Map<string, RouteHandler>; hot: boolean }
  | { kind: "page" }
  | { kind: "file" };

type EndpointEntry = { handlers: Record<string, RouteHandler>; hot: boolean };

export function createRoutes(
  endpoints: readonly EndpointEntry[],
  projectDir: string,
  { development }: { development: boolean },
): PathTable<Route> {
  const entries = endpointEntries(endpoints);
  for (const pattern of pagePatterns(join(projectDir, "app"))) entries.push([pattern, { kind: "page" }]);
  for (const path of filesUnder(join(projectDir, "public"))) entries.push([`/${path}`, { kind: "file" }]);
  // While developing, Next serves more than its static files there; in production the rest must not be reachable.
  entries.push([development ? "/_next/{...file}" : "/_next/static/{...file}", { kind: "file" }]);
  return createPathTable(entries);
}

/** For a process without pages and files. */
export function createEndpointRoutes(endpoints: readonly EndpointEntry[]): PathTable<Route> {
  return createPathTable(endpointEntries(endpoints));
}

function endpointEntries(endpoints: readonly EndpointEntry[]): [string, Route][] {
  return endpoints.flatMap(({ handlers, hot }): [string, Route][] => {
    const list = Object.values(handlers);
    const path = list[0]?.spec.path;
    if (!path) return [];
    return [[path, { kind: "endpoint", hot, handlers: new Map(list.map((one) => [one.spec.method, one])) }]];
  });
}

/** `app/shop/[tenant]/page.tsx` is `/shop/{tenant}`; Next's icon and manifest files count as pages of their own name. */
export function pagePatterns(appDir: string): string[] {
  const patterns: string[] = [];
  for (const file of filesUnder(appDir)) {
    const page = /^(?:(.*)\/)?page\.tsx$/.exec(file);
    const metadata = /^(icon|apple-icon|favicon|manifest|robots|sitemap)\d*(\.\w+)$/.exec(file);
    if (page) patterns.push(...toPatterns(page[1] ?? ""));
    else if (metadata) patterns.push(`/${file}`);
  }
  return patterns;
}

/** `[[...path]]` stands for its own folder as well as for everything below. */
function toPatterns(folder: string): string[] {
  const segments = folder.split("/").filter((segment) => segment !== "" && !segment.startsWith("("));
  const pattern = `/${segments.map((segment) => segment.replace(/^\[\[?([^\]]+)\]\]?$/, "{$1}")).join("/")}`;
  return segments.at(-1)?.startsWith("[[") ? [pattern.replace(/\/[^/]+$/, "") || "/", pattern] : [pattern];
}

function filesUnder(folder: string): string[] {
  return entriesUnder(folder)
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    );
}

function entriesUnder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
