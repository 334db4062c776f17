// All rules for services, asked at once. What it costs depends on how much happens, not on how many services there are.
import { edgeKey } from "#lib/contract/mesh.ts";
import { checkBreaker } from "./breaker-open.ts";
import { checkBurnRate } from "./burn-rate.ts";
import { checkErrorRate } from "./error-rate.ts";
import { checkLatency } from "./latency.ts";
import { checkPaymentSuccess } from "./payment-success.ts";
import { checkStockConflicts } from "./stock-conflicts.ts";
import type { ServiceFinding, Watched } from "./types.ts";

const checks = [checkErrorRate, checkLatency, checkPaymentSuccess];

type Edge = { from: string; to: string };

/** Remembers which breakers were not closed: nobody calls there, so that they are not lively. */
export function watchServices(watched: Watched): () => ServiceFinding[] {
  const called = new Set(watched.mesh.topology.edges.map(({ to }) => to));
  let refusing: readonly Edge[] = [];
  return () => {
    const lively = watched.mesh.lively();
    const edges = new Map(
      [...refusing, ...lively.edges].map(({ from, to }) => [edgeKey(from, to), { from, to }]),
    );
    const breakers = [...edges.values()].flatMap((edge) => {
      const finding = checkBreaker(watched, edge.from, edge.to);
      return finding ? [{ edge, finding }] : [];
    });
    refusing = breakers.map(({ edge }) => edge);
    return [
      ...lively.services.flatMap((service) => checks.flatMap((check) => check(watched, service) ?? [])),
      // What nobody depends on is what shoppers meet.
      ...lively.services.flatMap((one) => (called.has(one) ? [] : (checkBurnRate(watched, one) ?? []))),
      ...breakers.map(({ finding }) => finding),
      ...checkStockConflicts(watched),
    ];
  };
}
