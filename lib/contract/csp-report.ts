import { z } from "zod";
import { plainAddress } from "./plain-address.ts";

const text = z.string().max(4_000);

/** The older form, `application/csp-report`: one report, named with dashes. Browsers add fields at will. */
const LegacyReport = z.object({
  "csp-report": z.object({
    "document-uri": text.optional(),
    "effective-directive": text.optional(),
    "violated-directive": text.optional(),
    "blocked-uri": text.optional(),
  }),
});

/** The Reporting API's form, `application/reports+json`: a batch. */
const ReportBatch = z
  .array(
    z.object({
      type: text,
      body: z.object({
        documentURL: text.optional(),
        effectiveDirective: text.optional(),
        blockedURL: text.nullish(),
      }),
    }),
  )
  .max(100);

export type CspViolation = { page: string; directive: string; blocked: string };

export const CspReports = z.union([LegacyReport, ReportBatch]).transform((reports): CspViolation[] => {
  if (!Array.isArray(reports)) {
    const report = reports["csp-report"];
    const directive = report["effective-directive"] ?? report["violated-directive"];
    return [violation(report["document-uri"], directive, report["blocked-uri"])];
  }
  return reports
    .filter((report) => report.type === "csp-violation")
    .map(({ body }) => violation(body.documentURL, body.effectiveDirective, body.blockedURL));
});
export type CspReports = z.infer<typeof CspReports>;

/** Whoever likes may send a report: what of it reaches the log is short, and holds no query of an address. */
function violation(page = "", directive = "", blocked?: string | null): CspViolation {
  return {
    page: plainAddress(page).slice(0, 500),
    // Older browsers send the whole directive, its sources included.
    directive: (directive.split(" ", 1)[0] ?? "").slice(0, 50),
    blocked: plainAddress(blocked ?? "").slice(0, 500),
  };
}
