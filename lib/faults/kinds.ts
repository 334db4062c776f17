// The catalogue as data: what can be armed, where, with which parameters. What each kind does is in conditions.ts.
import type { FaultKind, FaultKindInfo } from "#lib/contract/fault.ts";

const longestDelayMs = 60_000;
/** More than any pool or any service of a topology has. */
const mostSlots = 10_000;

const anywhere: FaultKindInfo["targets"] = ["service", "operation", "edge"];
const vendors: FaultKindInfo["targets"] = ["vendors", "vendor"];

export const faultCatalogue: Readonly<Record<FaultKind, FaultKindInfo>> = {
  outage: {
    kind: "outage",
    title: "Outage",
    does: "Nothing answers: connections are refused, or closed without an answer where a process hosts several services. On an edge the network between the two is cut, and connecting times out.",
    fidelity: "emulated",
    targets: anywhere,
    sharable: true,
    parameters: [],
  },
  latency: {
    kind: "latency",
    title: "Latency",
    does: "Every request waits before it is worked on. Callers that wait less long than that give up: for them it is an outage.",
    fidelity: "real",
    targets: anywhere,
    sharable: true,
    parameters: [
      {
        name: "delayMs",
        unit: "ms",
        says: "How long a request waits",
        default: 250,
        min: 1,
        max: longestDelayMs,
      },
      {
        name: "jitterMs",
        unit: "ms",
        says: "How much less or more than that it can be",
        default: 50,
        min: 0,
        max: longestDelayMs,
      },
    ],
  },
  "error-rate": {
    kind: "error-rate",
    title: "Errors",
    does: "Requests fail with a server error. The share says how many.",
    fidelity: "emulated",
    targets: anywhere,
    sharable: true,
    parameters: [],
  },
  hang: {
    kind: "hang",
    title: "Hang",
    does: "Requests are taken on and never answered. Callers wait until their timeout, workers stay busy.",
    fidelity: "real",
    targets: anywhere,
    sharable: true,
    parameters: [],
  },
  "connection-reset": {
    kind: "connection-reset",
    title: "Connection reset",
    does: "The connection breaks before the answer has arrived; at a service, after it has done the work.",
    fidelity: "emulated",
    targets: anywhere,
    sharable: true,
    parameters: [],
  },
  "reply-lost": {
    kind: "reply-lost",
    title: "Reply lost",
    does: "The work is done, and the answer to it never arrives. Callers cannot know which: what may be repeated is, so that it is done twice.",
    fidelity: "emulated",
    targets: anywhere,
    sharable: true,
    parameters: [],
  },
  "pool-exhaustion": {
    kind: "pool-exhaustion",
    title: "Connection pool exhausted",
    does: "Callers have fewer connections to the service than they need, so their calls wait for one and give up.",
    fidelity: "real",
    targets: ["service", "edge"],
    sharable: false,
    parameters: [
      {
        name: "connectionsLeft",
        unit: "connections",
        says: "How many each caller can still use",
        default: 0,
        min: 0,
        max: mostSlots,
        whole: true,
      },
    ],
  },
  "cpu-saturation": {
    kind: "cpu-saturation",
    title: "CPU saturation",
    does: "The service's own work takes longer and fewer workers do it, so that requests queue up in front of them.",
    fidelity: "emulated",
    targets: ["service"],
    sharable: false,
    parameters: [
      {
        name: "slowdown",
        unit: "times",
        says: "How many times as long its work takes",
        default: 6,
        min: 1,
        max: 1_000,
      },
      {
        name: "workersLeft",
        unit: "workers",
        says: "How many requests it works on at once",
        default: 1,
        min: 1,
        max: mostSlots,
        whole: true,
      },
    ],
  },
  "cache-disabled": {
    kind: "cache-disabled",
    title: "Cache disabled",
    does: "Nothing is found in the cache, so that what stands behind it gets every request.",
    fidelity: "real",
    targets: ["service"],
    onlyKinds: ["cache"],
    sharable: true,
    parameters: [],
  },
  "cart-click": {
    kind: "cart-click",
    title: "Failing cart clicks",
    does: 'Of each visitor\'s clicks on "add to cart", in both shops together, every third fails and leaves the cart as it was. Armed when the server starts.',
    fidelity: "emulated",
    targets: ["cart"],
    sharable: false,
    parameters: [
      {
        name: "every",
        unit: "clicks",
        says: "Which click of a visitor fails: each one so many after the last",
        default: 3,
        min: 1,
        max: 1_000,
        whole: true,
      },
    ],
  },
  "vendor-offline": {
    kind: "vendor-offline",
    title: "Vendor offline",
    does: "The vendor takes no orders, as if it had been away for a while already. Known when its status is next asked for.",
    fidelity: "emulated",
    targets: vendors,
    sharable: true,
    parameters: [
      {
        name: "minutesAlready",
        unit: "min",
        says: "For how long it has been offline when this begins",
        default: 45,
        min: 0,
        max: 10_080,
      },
    ],
  },
  "products-unavailable": {
    kind: "products-unavailable",
    title: "Products unavailable",
    does: "Most of what the vendor sells cannot be ordered. Known when its product status is next asked for.",
    fidelity: "emulated",
    targets: vendors,
    sharable: true,
    parameters: [percentLeft("How many of its products can still be ordered, at most", 15)],
  },
  "discount-stock-depleted": {
    kind: "discount-stock-depleted",
    title: "Discount stock depleted",
    does: "The vendor's discounted items are sold out. Known when the discount stock is next asked for; a vendor without discounts notices nothing.",
    fidelity: "emulated",
    targets: vendors,
    sharable: true,
    parameters: [percentLeft("How much of each item's stock is left, at most", 0)],
  },
  "feed-garbage": {
    kind: "feed-garbage",
    title: "Garbage in the feed",
    does: "What the feed says of the vendor makes no sense: words for numbers, more available than there is, no code. Such rows are refused one by one, and what was known of the vendor stays and grows old.",
    fidelity: "emulated",
    targets: vendors,
    sharable: true,
    parameters: [],
  },
};

function percentLeft(says: string, usual: number): FaultKindInfo["parameters"][number] {
  return { name: "percentLeft", unit: "%", says, default: usual, min: 0, max: 100 };
}
