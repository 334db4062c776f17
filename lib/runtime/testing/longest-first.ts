// The order in which files of tests begin: what takes longest first, so that nothing long begins when all else is over.
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that wait for a real interval, start many processes, or compute for many seconds; all others are shorter. */
export const longest = [
  "lib/runtime/prometheus.integration.test.ts",
  "lib/runtime/start-and-stop.integration.test.ts",
  "drills/drills.integration.test.ts",
  "drills/jobs.integration.test.ts",
  "lib/scenarios/same-seed.integration.test.ts",
  "drills/log-shipping.integration.test.ts",
  "drills/alerts.integration.test.ts",
  "app/api/alerts/alerts.integration.test.ts",
  "lib/runtime/service-process.integration.test.ts",
  "app/services/failure.integration.test.ts",
  "lib/alerts/notify/sender.integration.test.ts",
  "lib/shipping/drain.integration.test.ts",
  "lib/services/checkout/checkout.integration.test.ts",
  "lib/services/ledger/ledgers.integration.test.ts",
  "lib/store/open-pglite.integration.test.ts",
  "lib/store/open.integration.test.ts",
  "cli/populate.integration.test.ts",
  "app/api/flash-sales/crash.integration.test.ts",
  "app/api/checkout/troubles.integration.test.ts",
  "lib/alerts/rules/find-service-troubles.test.ts",
  "cli/structure/check.test.ts",
  "lib/services/services.test.ts",
  "lib/mesh/random-trouble.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.indexOf(relative(this.ctx.config.root, moduleId));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
