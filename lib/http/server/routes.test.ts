import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { createRoutes, pagePatterns } from "./routes.ts";

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "routes-"));
});
afterEach(() => rmSync(project, { recursive: true }));

function files(...paths: string[]) {
  for (const path of paths) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), "");
  }
}

const route = (method: "GET" | "POST", path: string) =>
  defineRoute({ method, path, summary: "", tag: "", replies: { 200: z.string() }, run: () => "" });

describe("pages", () => {
  test.each([
    ["page.tsx", ["/"]],
    ["shop/page.tsx", ["/shop"]],
    ["shop/[tenant]/page.tsx", ["/shop/{tenant}"]],
    ["traces/[trace-id]/page.tsx", ["/traces/{trace-id}"]],
    ["docs/[...path]/page.tsx", ["/docs/{...path}"]],
    ["help/[[...path]]/page.tsx", ["/help", "/help/{...path}"]],
    ["[tenant]/[[...path]]/page.tsx", ["/{tenant}", "/{tenant}/{...path}"]],
    ["[[...path]]/page.tsx", ["/", "/{...path}"]],
    ["(room)/room/page.tsx", ["/room"]],
    ["(room)/page.tsx", ["/"]],
    ["icon.svg", ["/icon.svg"]],
    ["apple-icon.png", ["/apple-icon.png"]],
    ["favicon.ico", ["/favicon.ico"]],
    ["layout.tsx", []],
    ["shop/loading.tsx", []],
    ["shop/my-page.tsx", []],
    ["shop/page.test.tsx", []],
    ["api/products/route.ts", []],
    ["shop/icon.svg.ts", []],
  ])("app/%s answers to %j", (file, patterns) => {
    files(`app/${file}`);
    expect(pagePatterns(join(project, "app"))).toEqual(patterns);
  });

  test("are none where there is no app folder", () => {
    expect(pagePatterns(join(project, "app"))).toEqual([]);
  });
});

describe("the table of routes", () => {
  test("knows endpoints with all their methods, pages, public files and Next's own", () => {
    files("app/room/page.tsx", "public/pictures/lamp.svg");
    const things = { GET: route("GET", "/api/things/{id}"), POST: route("POST", "/api/things/{id}") };
    const routes = createRoutes([{ handlers: things, hot: true }], project, { development: false });
    const found = routes.find("/api/things/7");
    expect(found?.params).toEqual({ id: "7" });
    expect(found?.value.kind === "endpoint" && [...found.value.handlers.keys()]).toEqual(["GET", "POST"]);
    expect(routes.find("/room")?.value.kind).toBe("page");
    expect(routes.find("/pictures/lamp.svg")?.value.kind).toBe("file");
    expect(routes.find("/_next/static/chunks/a.js")?.value.kind).toBe("file");
    expect(routes.find("/nowhere")).toBeUndefined();
  });

  test("does not serve what lies outside of public", () => {
    files("server.ts", "public/robots.txt");
    const routes = createRoutes([], project, { development: false });
    for (const path of ["/server.ts", "/../server.ts", "/public/robots.txt", "/pictures/../../server.ts"])
      expect(routes.find(path)).toBeUndefined();
  });
});
