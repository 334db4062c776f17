import type { TraceList } from "#lib/contract/trace-answers.ts";
import type { Asking, Question } from "./questions.ts";

const operations = ["UPDATE stock", "INSERT payments", "SELECT profiles", "INSERT orders"] as const;

const iso = (ms: number) => new Date(ms).toISOString();
const traces = (asked: Record<string, string>) => `/api/traces?${new URLSearchParams(asked)}`;

/** Over all six hours, unless they say otherwise. */
const always = ({ fromMs, toMs }: Asking) => ({ from: iso(fromMs), to: iso(toMs) });

/** A quarter of an hour somewhere in them. */
function sometime({ random, fromMs, toMs }: Asking) {
  const lengthMs = 900_000;
  const startMs = fromMs + random.next() * (toMs - fromMs - lengthMs);
  return { from: iso(startMs), to: iso(startMs + lengthMs) };
}

async function secondPage(asking: Asking, asked: Record<string, string>): Promise<string> {
  const response = await fetch(asking.server.url + traces(asked));
  const { next } = (await response.json()) as TraceList;
  return traces({ ...asked, cursor: next ?? "" });
}

export const traceQuestions: readonly Question[] = [
  { name: "the newest", path: (asking) => traces(always(asking)) },
  { name: "the newest of a quarter of an hour", path: (asking) => traces(sometime(asking)) },
  {
    name: "the second page of it",
    path: (asking) => secondPage(asking, sometime(asking)),
  },
  {
    name: "of a service",
    path: (asking) => traces({ ...always(asking), service: "payment-service" }),
  },
  {
    name: "of an operation that failed",
    path: (asking) => {
      const operation = asking.random.pick(operations);
      return traces({ ...always(asking), operation, status: "error" });
    },
  },
  {
    name: "the second page of those that failed",
    path: (asking) => secondPage(asking, { ...always(asking), status: "error" }),
  },
  {
    name: "at least two seconds long",
    path: (asking) =>
      traces({ ...always(asking), minDurationMs: (2_000 + asking.random.integer(300)).toString() }),
  },
  { name: "of a tenant", path: (asking) => traces({ ...always(asking), tenant: "coupons" }) },
  {
    name: "with a frequent attribute",
    path: (asking) => traces({ ...always(asking), q: "db.collection.name:payments" }),
  },
  {
    name: "with an attribute of few",
    path: (asking) =>
      traces({ ...always(asking), q: `url.path:/shop/merch/p/product-${asking.random.integer(400)}` }),
  },
  {
    name: "with an attribute that none has",
    path: (asking) => traces({ ...always(asking), q: `order.id:ord_${asking.random.integer(1e9)}` }),
  },
  {
    name: "by a word, a number and what it is not",
    path: (asking) => traces({ ...always(asking), q: "quote duration:>=100ms -status:error" }),
  },
  { name: "the slowest", path: (asking) => traces({ ...always(asking), order: "slowest" }) },
  {
    name: "the slowest that fit",
    path: (asking) => traces({ ...always(asking), order: "slowest", service: "auth-service" }),
  },
  {
    name: "durations of all",
    path: (asking) => `/api/traces/durations?${new URLSearchParams(always(asking))}`,
  },
  {
    name: "durations of those with an attribute",
    path: (asking) =>
      `/api/traces/durations?${new URLSearchParams({ ...always(asking), q: "db.system.name:postgresql" })}`,
  },
];
