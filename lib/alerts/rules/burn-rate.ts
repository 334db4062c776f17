import { inDays, inPercent } from "../words.ts";
import { burnRates, fewestOfBudget, objective } from "./limits.ts";
import { nameOf, shareOf } from "./service-words.ts";
import type { ServiceCheck } from "./types.ts";

const budgetDays = 30;

/** Asked of what shoppers meet. The fast burn is looked for first. */
export const checkBurnRate: ServiceCheck = ({ mesh }, subject) => {
  const burning = burnRates.find(({ times, windowSeconds, recentSeconds }) => {
    const limit = times * (1 - objective);
    // The short window first: of a healthy service nothing else has to be added up.
    if (shareOf(mesh.sums(subject, recentSeconds)) <= limit) return false;
    const sums = mesh.sums(subject, windowSeconds);
    return (
      sums.calls >= fewestOfBudget.calls && sums.errors >= fewestOfBudget.errors && shareOf(sums) > limit
    );
  });
  if (!burning) return undefined;
  const { windowSeconds, severity, forMs } = burning;
  const sums = mesh.sums(subject, windowSeconds);
  const rate = shareOf(sums) / (1 - objective);
  return {
    kind: "service",
    rule: "burn-rate",
    subject,
    item: "",
    severity,
    value: rate,
    title: `${nameOf(mesh, subject)}: a month's error budget would be gone in ${inDays(budgetDays / rate)}`,
    detail: `${inPercent(shareOf(sums))} of ${sums.calls} requests failed within ${windowSeconds / 60} min: ${rate.toFixed(1)} times what ${inPercent(objective)} of success leaves.`,
    forMs,
  };
};
