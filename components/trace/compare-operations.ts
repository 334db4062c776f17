// What two traces did, operation by operation, and in a sentence.
import { durationText } from "#components/history/duration-text.ts";
import { isUnlike, type Pair } from "./compare-trees.ts";
import type { SpanNode, SpanTree } from "./span-tree.ts";

export type Side = { calls: number; failed: number; us: number };
export type OperationChange = {
  service: string;
  name: string;
  a: Side;
  b: Side;
  /** A failure began here; who called it failed because of it. */
  began: boolean;
  kind: "failed in B" | "failed in A" | "only in B" | "only in A" | "slower" | "faster";
};

const weight: Record<OperationChange["kind"], number> = {
  "failed in B": 0,
  "failed in A": 1,
  "only in B": 2,
  "only in A": 3,
  slower: 4,
  faster: 5,
};

/** Only what differs; failures first and there where they began, then what only one has, then what changed its time most. */
export function compareOperations(pairs: readonly Pair[]): OperationChange[] {
  const operations = Map.groupBy(pairs, ({ service, name }) => JSON.stringify([service, name]));
  const changes = [...operations.values()].flatMap((same) => {
    const [a, b] = [sideOf(same, "a"), sideOf(same, "b")];
    const kind = kindOf(a, b);
    const { service = "", name = "" } = same[0] ?? {};
    const began = same.some((pair) => isOrigin(pair.a) || isOrigin(pair.b));
    return kind ? [{ service, name, a, b, kind, began }] : [];
  });
  const grown = ({ a, b }: OperationChange) => Math.abs(b.us - a.us);
  const rank = ({ kind, began }: OperationChange) => weight[kind] - (began ? 0.5 : 0);
  return changes.sort((one, other) => rank(one) - rank(other) || grown(other) - grown(one));
}

function isOrigin(node: SpanNode | undefined): boolean {
  return node?.failed === true && node.failuresBelow === 0;
}

function sideOf(pairs: readonly Pair[], side: "a" | "b"): Side {
  const nodes = pairs.flatMap((pair) => pair[side] ?? []);
  return {
    calls: nodes.length,
    failed: nodes.filter(({ failed }) => failed).length,
    us: nodes.reduce((sum, { durationUs }) => sum + durationUs, 0),
  };
}

function kindOf(a: Side, b: Side): OperationChange["kind"] | undefined {
  if (b.failed > 0 && a.failed === 0) return "failed in B";
  if (a.failed > 0 && b.failed === 0) return "failed in A";
  if (a.calls === 0) return "only in B";
  if (b.calls === 0) return "only in A";
  if (!isUnlike(a.us, b.us)) return undefined;
  return b.us > a.us ? "slower" : "faster";
}

/** Where B began to be worse: the first failure that A has not, else the call in which most of the longer time lies. */
export function firstTrouble(
  pairs: readonly Pair[],
): { pair: Pair; kind: "failure" | "slowdown" } | undefined {
  const failures = pairs.filter(({ a, b }) => b?.failed && b.failuresBelow === 0 && !a?.failed);
  const [first] = failures.sort((one, other) => (one.b?.startUs ?? 0) - (other.b?.startUs ?? 0));
  if (first) return { pair: first, kind: "failure" };
  const slow = deepestSlow(pairs);
  return slow ? { pair: slow, kind: "slowdown" } : undefined;
}

/** Follows the callee that took at least half of what its caller took longer. */
function deepestSlow(pairs: readonly Pair[]): Pair | undefined {
  let found: Pair | undefined;
  for (const pair of pairs) {
    const longer = longerUs(pair);
    if (!isUnlike(pair.a?.durationUs ?? 0, pair.b?.durationUs ?? 0) || longer <= 0) continue;
    const below = found && pair.b && isBelow(pair, found) && longer * 2 >= longerUs(found);
    if (!found || below) found = pair;
  }
  return found;
}

const longerUs = ({ a, b }: Pair) => (b?.durationUs ?? 0) - (a?.durationUs ?? 0);

function isBelow({ b }: Pair, caller: Pair): boolean {
  return b !== undefined && caller.b !== undefined && b.at > caller.b.at && b.at < caller.b.end;
}

/** `pairs` in words, for whoever reads one line. */
export function sayDifference(a: SpanTree, b: SpanTree, pairs: readonly Pair[]): string {
  const changes = compareOperations(pairs);
  const only = (side: "A" | "B") => pairs.filter((pair) => (side === "A" ? !pair.b : !pair.a)).length;
  const trouble = firstTrouble(pairs);
  const sentences = [sayTime(a.durationUs, b.durationUs)];
  if (trouble) {
    const { service, name } = trouble.pair;
    const where = `${service} ${name}`;
    sentences.push(
      trouble.kind === "failure"
        ? `B first failed in ${where}, where A did not.`
        : `Most of it lies in ${where}.`,
    );
  }
  const [inA, inB] = [only("A"), only("B")];
  if (inA + inB > 0) sentences.push(`${countOf(inA)} only in A, ${countOf(inB)} only in B.`);
  if (changes.length === 0) sentences.push("Both did the same.");
  return sentences.join(" ");
}

const countOf = (count: number) => `${count} ${count === 1 ? "span is" : "spans are"}`;

function sayTime(aUs: number, bUs: number): string {
  const text = (us: number) => durationText(us / 1_000);
  if (!isUnlike(aUs, bUs)) return `Both took about as long: ${text(aUs)} and ${text(bUs)}.`;
  const word = bUs > aUs ? "longer" : "less";
  return `B took ${text(Math.abs(bUs - aUs))} ${word}: ${text(bUs)} instead of ${text(aUs)}.`;
}
