import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { projectDir } from "./testing/start-process.ts";

/** What a program of ours prints, with and without the hook. */
async function printed(program: string): Promise<{ hooked: string; plain: string }> {
  const run = async (...flags: string[]) =>
    (
      await promisify(execFile)(process.execPath, [...flags, "--input-type=module", "--eval", program], {
        cwd: projectDir,
      })
    ).stdout;
  const [hooked, plain] = await Promise.all([run("--import", "./lib/runtime/resolve-once.ts"), run()]);
  return { hooked, plain };
}

describe("with imports looked for once", () => {
  test("every name means the file that it means to Node, also when asked for again", async () => {
    const names = [
      "zod",
      "drizzle-orm",
      "drizzle-orm/pg-core",
      "#lib/kernel/errors.ts",
      "./server.ts",
      "node:fs",
    ];
    const program = `for (const name of ${JSON.stringify([...names, ...names])}) console.log(import.meta.resolve(name));`;
    const { hooked, plain } = await printed(program);
    expect(hooked).toBe(plain);
    expect(hooked.split("\n")).toHaveLength(2 * names.length + 1);
  });

  test("what is not there is still said not to be", async () => {
    const program = `await import("#lib/kernel/nothing.ts").catch((error) => console.log(error.code));
      await import("drizzle-orm/nothing").catch((error) => console.log(error.code));`;
    const { hooked, plain } = await printed(program);
    expect(hooked).toBe("ERR_MODULE_NOT_FOUND\nERR_PACKAGE_PATH_NOT_EXPORTED\n");
    expect(hooked).toBe(plain);
  });

  test("drizzle-orm is there once, by whichever of its entry points it is come by", async () => {
    const program = `import { is, Table } from "drizzle-orm"; import { pgTable, text } from "drizzle-orm/pg-core";
      import { drizzle } from "drizzle-orm/pglite";
      console.log(is(pgTable("a", { a: text() }), Table), pgTable("a", {}) instanceof Table, typeof drizzle);`;
    const { hooked, plain } = await printed(program);
    expect(hooked).toBe("true true function\n");
    expect(hooked).toBe(plain);
  });
});
