import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";

const node = join(import.meta.dirname, "../node_modules/.bin/node");

async function run(...args: string[]) {
  const child = spawn(node, [join(import.meta.dirname, "service.ts"), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { said, code };
}

describe("a service that cannot run on its own", () => {
  test.each([
    ["is named wrongly", ["pay-service", "--port", "0"], /no service pay-service.*payment-service/],
    ["belongs to the data", ["db-service", "--port", "0"], /db-service .*runs there only.*payment-service/],
    ["is not named", ["--port", "0"], /Name the service[\s\S]*Usage: npm run service/],
    [
      "is one of two",
      ["auth-service", "user-service", "--port", "0"],
      /one service; user-service is too much/,
    ],
    ["has no port", ["payment-service"], /--port must be a whole number from 0 to 65535/],
    ["has a port beyond all ports", ["payment-service", "--port", "65536"], /--port must be/],
    ["has a flag that does not exist", ["payment-service", "--prot", "1"], /--prot[\s\S]*Usage/],
  ])("because it %s says so", async (_, args, message) => {
    const { said, code } = await run(...args);
    expect(said).toMatch(message);
    expect(said).not.toMatch(/^ {4}at /m);
    expect(code).toBe(1);
  });

  test("because its port is taken says how to choose another", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    const { said, code } = await run("payment-service", "--port", String(port));
    holder.close();
    expect(said).toContain(`Port ${port} is taken. Stop what uses it, or give another --port.`);
    expect(code).toBe(1);
  });
});
