import { z } from "zod";
import { serviceIdPattern } from "./mesh.ts";

const serviceId = z.string().max(63).regex(serviceIdPattern);

/** Any text: what is no time is told what a time looks like. */
const at = z
  .string()
  .max(60)
  .optional()
  .describe(
    "The end of the minute, or of the quarter of an hour: ISO 8601 with its zone, or milliseconds since 1970; now unless said otherwise",
  );
export const PastGraphQuery = z.strictObject({ at });
export type PastGraphQuery = z.infer<typeof PastGraphQuery>;

export const PastCallsQuery = z.strictObject({
  at,
  to: serviceId.describe("The service that is called"),
  from: serviceId.optional().describe("Only the calls of this service"),
});
export type PastCallsQuery = z.infer<typeof PastCallsQuery>;
