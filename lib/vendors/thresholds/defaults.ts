// As delivered. Percents where lower is worse, minutes where higher is.
import type { ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

export const defaultThresholds: Readonly<Record<VendorQuestion, ThresholdPreviewRequest>> = {
  "discount-stock": {
    limits: { cherry: 0, "red-high": 5, red: 10, yellow: 20, green: 50, "light-green": 80 },
    margin: 2,
  },
  "vendor-status": {
    limits: { cherry: 120, "red-high": 60, red: 30, yellow: 10, green: 5, "light-green": 1 },
    margin: 0.5,
  },
  "vendor-product-status": {
    limits: { cherry: 10, "red-high": 25, red: 40, yellow: 60, green: 80, "light-green": 95 },
    margin: 2,
  },
};
