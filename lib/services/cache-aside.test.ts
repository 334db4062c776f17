import { expect, test } from "vitest";
import { cache } from "./data-operations.ts";
import { knownShoppers } from "./ledger/known-shoppers.ts";
import { users } from "./operations.ts";
import { startMesh } from "./testing/mesh-under-test.ts";

const [known = { id: "", tenant: "merch" as const, name: "", email: "" }] = knownShoppers;
const { id, tenant, name, email } = known;
const profile = { id, tenant, name, email };

/** Puts `text` into the cache, and asks twice for what it is about. */
async function askTwiceWith(textAt: (nowMs: number) => string) {
  const mesh = startMesh();
  const value = textAt(mesh.clock.nowMs());
  await mesh.ask(cache.set, { key: `shopper:${id}`, value, ttlMs: 60_000 });
  const answers = [await mesh.ask(users.profile, { shopperId: id })];
  answers.push(await mesh.ask(users.profile, { shopperId: id }));
  return {
    answers,
    reads: mesh.calls.filter(({ operation }) => operation === "find-shopper").length,
    warnings: mesh.lines.filter(({ level }) => level !== "info").map(({ message }) => message),
  };
}

const withName = (atMs: number) => JSON.stringify({ atMs, value: { ...profile, name: "as in the cache" } });

test("an entry of just now is taken", async () => {
  const { answers, reads } = await askTwiceWith(withName);
  expect(answers[0]).toMatchObject({ body: { name: "as in the cache" } });
  expect(reads).toBe(0);
});

const worthless: [string, (nowMs: number) => string][] = [
  ["of a moment that is still to come, as after the clock was set back", (now) => withName(now + 3_600_000)],
  ["that is no JSON", () => "{"],
  ["of another make", () => JSON.stringify({ version: 2 })],
  ["with a value of another make", (now) => JSON.stringify({ atMs: now, value: { id } })],
];
test.each(worthless)("an entry %s is as good as none, and is replaced", async (_what, textAt) => {
  const { answers, reads, warnings } = await askTwiceWith(textAt);
  expect(answers).toMatchObject([
    { status: 200, body: profile },
    { status: 200, body: profile },
  ]);
  expect(reads).toBe(1);
  expect(warnings).toEqual([]);
});
