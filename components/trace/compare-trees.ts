// Two traces as one tree: a call of the one stands beside the same call of the other, by service and name below the same caller.
import type { SpanNode, SpanTree } from "./span-tree.ts";

export type Pair = {
  key: string;
  depth: number;
  service: string;
  name: string;
  a: SpanNode | undefined;
  b: SpanNode | undefined;
  /** It, or something below it, is not the same in both. */
  differs: boolean;
};

type Half = SpanNode | undefined;
type Waiting = { a: Half; b: Half; depth: number; caller: Pair | undefined };

/** Each pair after its caller's; callees in the order of their start, as far as their callers began at the same time. */
export function compareTrees(a: SpanTree, b: SpanTree): Pair[] {
  const below = { a: calleesOf(a), b: calleesOf(b) };
  const pairs: Pair[] = [];
  const callerOf = new Map<Pair, Pair | undefined>();
  const waiting: Waiting[] = [];
  const wait = (caller: Pair | undefined, depth: number) => {
    const ofA = caller && !caller.a ? [] : (below.a.get(caller?.a?.at ?? -1) ?? []);
    const ofB = caller && !caller.b ? [] : (below.b.get(caller?.b?.at ?? -1) ?? []);
    const matched = matchCallees(ofA, ofB, startOf(caller?.a), startOf(caller?.b));
    for (const each of matched.toReversed()) waiting.push({ ...each, depth, caller });
  };
  wait(undefined, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { a: ofA, b: ofB, depth, caller } = next;
    const { service = "", name = "" } = ofA ?? ofB ?? {};
    const key = `${ofA?.spanId ?? ""} ${ofB?.spanId ?? ""}`;
    const pair: Pair = { key, depth, service, name, a: ofA, b: ofB, differs: isDifferent(ofA, ofB) };
    pairs.push(pair);
    callerOf.set(pair, caller);
    wait(pair, depth + 1);
  }
  for (const pair of pairs.toReversed()) {
    const caller = callerOf.get(pair);
    if (pair.differs && caller) caller.differs = true;
  }
  return pairs;
}

const startOf = (node: Half) => node?.startUs ?? 0;

function calleesOf(tree: SpanTree): Map<number, SpanNode[]> {
  const callees = Map.groupBy(tree.nodes, ({ parent }) => parent);
  for (const siblings of callees.values()) siblings.sort((one, other) => one.startUs - other.startUs);
  return callees;
}

/** Of several calls of one operation the first stands beside the first, the second beside the second. */
function matchCallees(ofA: readonly SpanNode[], ofB: readonly SpanNode[], startA: number, startB: number) {
  const unmatched = Map.groupBy(ofB, operationOf);
  const matched = ofA.map((a) => ({
    a: a as Half,
    b: unmatched.get(operationOf(a))?.shift(),
    at: a.startUs - startA,
  }));
  for (const rest of unmatched.values())
    for (const b of rest) matched.push({ a: undefined, b, at: b.startUs - startB });
  return matched.sort((one, other) => one.at - other.at);
}

const operationOf = ({ service, name, kind }: SpanNode) => JSON.stringify([service, name, kind]);

/** What is a little slower is not told of: no two requests take equally long. */
export const leastFactor = 1.25;
export const leastUs = 1_000;

function isDifferent(a: Half, b: Half): boolean {
  return !a || !b || a.failed !== b.failed || isUnlike(a.durationUs, b.durationUs);
}

export function isUnlike(aUs: number, bUs: number): boolean {
  const [less, more] = aUs < bUs ? [aUs, bUs] : [bUs, aUs];
  return more - less >= leastUs && more >= less * leastFactor;
}
