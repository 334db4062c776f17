import { readdirSync } from "node:fs";
import { sep } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { OpenApiDocument } from "#lib/contract/openapi.ts";
import { isUnrecorded, unrecordedAddresses } from "#lib/contract/unrecorded-addresses.ts";
import { buildOpenApi } from "#lib/http/openapi.ts";
import { endpoints } from "./endpoints.ts";

const handlers = endpoints.flatMap((endpoint) =>
  Object.entries(endpoint.handlers).map(([exported, { spec }]) => ({ exported, spec })),
);
const described = handlers.map(({ exported, spec }) => ({ exported, spec, path: spec.path }));

/** `app/api/products/[sku]/route.ts` answers to `/api/products/{sku}`. */
function pathOf(file: string): string {
  const folders = file.split(sep).slice(0, -1);
  const segments = folders.filter((folder) => !/^\(.*\)$/.test(folder));
  return `/${segments.map((folder) => folder.replace(/^\[(.+)\]$/, "{$1}")).join("/")}`;
}

test("every route.ts is in the table of endpoints, under the path of its folder", () => {
  const onDisk = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(`${sep}route.ts`))
    .map(pathOf);
  expect(onDisk.length).toBeGreaterThan(0);
  expect(endpoints.map((endpoint) => Object.values(endpoint.handlers)[0]?.spec.path).sort()).toEqual(
    onDisk.sort(),
  );
});

test.each(described)("$exported $path is exported under its method and documented", ({ exported, spec }) => {
  expect(exported).toBe(spec.method);
  expect(spec.summary).not.toBe("");
  expect(spec.summary.endsWith("."), "a summary is a phrase").toBe(false);
  const document = buildOpenApi([spec], "1");
  expect(document.paths[spec.path]?.[spec.method.toLowerCase()]?.summary).toBe(spec.summary);
  expect(OpenApiDocument.parse(document)).toEqual(document);
});

test.each(described)("$exported $path declares the parameters of its path", ({ spec }) => {
  const inPath = [...spec.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const schema = spec.params
    ? (z.toJSONSchema(spec.params, { io: "input", unrepresentable: "any" }) as { properties?: object })
    : {};
  expect(Object.keys(schema.properties ?? {}).sort()).toEqual(inPath.sort());
});

test.each(described)("$exported $path refuses query names it does not know", ({ spec }) => {
  for (const schema of [spec.params, spec.query]) {
    if (schema)
      expect(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })).toMatchObject({
        additionalProperties: false,
      });
  }
});

test("no two operations share a path and method, or a name", () => {
  const { paths } = buildOpenApi(
    handlers.map(({ spec }) => spec),
    "1",
  );
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations.length).toBe(handlers.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(handlers.length);
});

test("an endpoint that reads answers with its first reply's status below 400", () => {
  for (const { spec } of handlers) expect(Number(Object.keys(spec.replies)[0]), spec.path).toBeLessThan(400);
});

test("a browser keeps silent about what leaves nothing in the telemetry, and about nothing else", () => {
  const silent = handlers.filter(({ spec }) => isUnrecorded(spec.path)).map(({ spec }) => spec.path);
  const unrecorded = handlers.filter(({ spec }) => spec.offTheRecord).map(({ spec }) => spec.path);
  expect(silent).toEqual(unrecorded);
  expect(new Set(unrecorded.map((path) => path.replace(/\/(kinds$|\{.*)/, "")))).toEqual(
    new Set(unrecordedAddresses),
  );
});
