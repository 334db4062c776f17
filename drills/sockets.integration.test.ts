// The drill, shortened. In full: npm run drills -- sockets.
import { expect, test } from "vitest";
import { drillSockets } from "./sockets.ts";
import { isProved, tell } from "./verdict.ts";

test("browsers whose connections are torn end with what the server has, and who does not read is cut", {
  timeout: 600_000,
}, async () => {
  const verdict = await drillSockets({ clients: 25, drops: 3, restarts: 0, leastChanges: 8 });
  expect(isProved(verdict), tell(verdict)).toBe(true);
});
