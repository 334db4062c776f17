// What is armed now, and where it is felt.
import { cartTarget, type Fault, vendorsTarget } from "#lib/contract/fault.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { keyedFraction } from "#lib/kernel/random.ts";
import { createClickCounts } from "./click-counts.ts";
import { edgeConditions, hostConditions, vendorConditions } from "./conditions.ts";
import { createPlaceIndex, type PlaceIndex } from "./place-index.ts";
import { parseTarget } from "./target.ts";
import type { Conditions } from "./types.ts";

/**
 * `endMs` is on the monotonic clock: setting the machine's clock neither shortens nor prolongs anything. Infinite for what
 * lasts until it is removed.
 */
export type ArmedFault = { readonly fault: Fault; readonly endMs: number; readonly order: number };

type Index = PlaceIndex<ArmedFault>;

export function createArmedSet(clock: Clock) {
  const armed = new Map<string, ArmedFault>();
  const hosts: Index = createPlaceIndex();
  // By callee first: what exhausts the pools of a service is felt by all of its callers.
  const edges: Index = createPlaceIndex();
  const vendors: Index = createPlaceIndex();
  const clicks = createClickCounts();
  let added = 0;

  const move = (how: "put" | "take", one: ArmedFault) => {
    const target = parseTarget(one.fault.target);
    if (target.sort === "cart") hosts[how](one, cartTarget);
    else if (target.sort === "vendors") vendors[how](one, vendorsTarget);
    else if (target.sort === "vendor") vendors[how](one, vendorsTarget, target.vendor);
    else if (target.sort === "edge") edges[how](one, target.to, target.from);
    else if (one.fault.kind === "pool-exhaustion") edges[how](one, target.service);
    else hosts[how](one, target.service, target.sort === "operation" ? target.operation : undefined);
  };
  const remove = (one: ArmedFault) => {
    armed.delete(one.fault.id);
    move("take", one);
  };
  const felt = (there: readonly ArmedFault[] | undefined, subject: string): Fault[] | undefined => {
    if (!there) return undefined;
    const nowMs = clock.monotonicMs();
    const hitting = there.filter(({ fault, endMs }) => nowMs < endMs && isHit(fault, subject));
    return hitting.length > 0 ? hitting.map(({ fault }) => fault) : undefined;
  };
  const conditions: Conditions = {
    atHost(service, operation, subject) {
      if (armed.size === 0) return undefined;
      const faults = felt(hosts.at(service, operation), subject);
      return faults && hostConditions(faults);
    },
    atEdge(from, to, _operation, subject) {
      if (armed.size === 0) return undefined;
      const faults = felt(edges.at(to, from), subject);
      return faults && edgeConditions(faults);
    },
    atCart(visitorId) {
      if (armed.size === 0) return false;
      const faults = felt(hosts.at(cartTarget, cartTarget), visitorId) ?? [];
      // Each of them counts every click.
      return (
        faults.filter(({ id, parameters }) => clicks.next(id, visitorId) % (parameters.every ?? 1) === 0)
          .length > 0
      );
    },
    atVendor(code) {
      if (armed.size === 0) return undefined;
      const faults = felt(vendors.at(vendorsTarget, code), code);
      return faults && vendorConditions(faults);
    },
  };

  return {
    conditions,
    remove,
    size: () => armed.size,
    get: (id: string) => armed.get(id),
    all: () => [...armed.values()],
    add(fault: Fault, durationMs: number) {
      added += 1;
      const one = { fault, endMs: clock.monotonicMs() + durationMs, order: added };
      armed.set(fault.id, one);
      move("put", one);
    },
    /** Undefined while nothing will end by itself. */
    firstEndMs() {
      const first = Math.min(...[...armed.values()].map(({ endMs }) => endMs));
      return Number.isFinite(first) ? first : undefined;
    },
    /** Takes out those whose time is over. */
    takeEnded(): ArmedFault[] {
      const nowMs = clock.monotonicMs();
      const over = [...armed.values()].filter(({ endMs }) => endMs <= nowMs);
      for (const one of over) remove(one);
      return over;
    },
  };
}

/** Two faults at one place hit different parts of the visitors, so that their shares can be combined. */
function isHit({ id, target, share }: Fault, subject: string): boolean {
  return share === 1 || keyedFraction(id, target, subject) < share;
}
