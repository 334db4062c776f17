import { IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dropUnreadableRouterState } from "./router-state.ts";

const load = createRequire(import.meta.url);
const nexts = load("next/dist/server/app-render/parse-and-validate-flight-router-state.js");

const header = "next-router-state-tree";

function survives(value: string): boolean {
  const request = Object.assign(new IncomingMessage(new Socket()), { headers: { [header]: value } });
  dropUnreadableRouterState(request);
  return header in request.headers;
}

function nextReads(value: string): boolean {
  try {
    nexts.parseAndValidateFlightRouterState(value);
    return true;
  } catch {
    return false;
  }
}

const segment = fc.oneof(
  fc.string(),
  fc.tuple(fc.string(), fc.string(), fc.constantFrom("c", "oc", "d"), fc.option(fc.array(fc.string()))),
);
const rest = fc.tuple(
  fc.option(fc.tuple(fc.string(), fc.string())),
  fc.option(fc.constantFrom("refetch", "inside-shared-layout", "metadata-only")),
  fc.option(fc.integer()),
  fc.string(),
);
const node = (children: fc.Arbitrary<unknown>) =>
  fc
    .tuple(segment, fc.dictionary(fc.string(), children, { maxKeys: 2 }), rest, fc.nat(4))
    .map(([name, below, more, length]) => [name, below, ...more.slice(0, length)]);
const leaf = fc.tuple(segment, fc.constant({}));
const tree = node(node(node(leaf)));

test("what Next can read reaches it", () => {
  fc.assert(
    fc.property(tree, (state) => {
      const value = encodeURIComponent(JSON.stringify(state));
      expect(nextReads(value)).toBe(true);
      expect(survives(value)).toBe(true);
    }),
  );
});

test("what Next would fail on does not", () => {
  const wild = fc.oneof(
    fc.string(),
    fc.json().map(encodeURIComponent),
    tree.chain((state) =>
      fc.shuffledSubarray([...(state as unknown[])]).map((part) => encodeURIComponent(JSON.stringify(part))),
    ),
  );
  fc.assert(
    fc.property(wild, (value) => {
      if (survives(value)) expect(nextReads(value)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
