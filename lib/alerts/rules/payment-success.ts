import { payments } from "#lib/services/operations.ts";
import { inPercent } from "../words.ts";
import { fewest, paymentSteps, paymentSuccess, severityAt } from "./limits.ts";
import { shareOf } from "./service-words.ts";
import type { ServiceCheck } from "./types.ts";

const paymentService = payments.pay.service;

/** A declined card is an answer, and none that anybody could mend here. */
export const checkPaymentSuccess: ServiceCheck = ({ mesh }, subject) => {
  if (subject !== paymentService) return undefined;
  const { limit, windowSeconds, recentSeconds, forMs } = paymentSuccess;
  const sums = mesh.sums(subject, windowSeconds);
  const success = 1 - shareOf(sums);
  if (sums.calls < fewest.calls || sums.errors < fewest.errors || success >= limit) return undefined;
  if (1 - shareOf(mesh.sums(subject, recentSeconds)) >= limit) return undefined;
  return {
    kind: "service",
    rule: "payment-success",
    subject,
    item: "",
    severity: severityAt(1 - success, paymentSteps),
    value: success,
    title: `Only ${inPercent(success)} of payments succeed`,
    detail: `${sums.errors} of ${sums.calls} came to nothing within ${windowSeconds / 60} min, declined cards not counted; at least ${inPercent(limit)} must succeed.`,
    forMs,
  };
};
