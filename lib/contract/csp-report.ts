import { z } from "zod";

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
    return [
      {
        page: report["document-uri"] ?? "",
        directive: report["effective-directive"] ?? report["violated-directive"] ?? "",
        blocked: report["blocked-uri"] ?? "",
      },
    ];
  }
  return reports
    .filter((report) => report.type === "csp-violation")
    .map(({ body }) => ({
      page: body.documentURL ?? "",
      directive: body.effectiveDirective ?? "",
      blocked: body.blockedURL ?? "",
    }));
});
export type CspReports = z.infer<typeof CspReports>;
