import { z } from "zod";
import { plainAddress, withPlainAddresses } from "./plain-address.ts";
import { TraceId } from "./trace-id.ts";

/** What a page reports when its script fails: enough to find the place, nothing about the person. */
export const BrowserError = z.strictObject({
  message: z
    .string()
    .min(1)
    .max(2_000)
    .overwrite((text) => withPlainAddresses(text).slice(0, 1_000)),
  page: z
    .string()
    .startsWith("/")
    .max(500)
    .overwrite(plainAddress)
    .describe("Path of the page; a query is not kept"),
  stack: z
    .string()
    .max(8_000)
    .overwrite((text) => withPlainAddresses(text).slice(0, 4_000))
    .optional(),
  digest: z
    .string()
    .max(100)
    .optional()
    .describe("The server's mark when the error came from a server component"),
  traceId: z.optional(TraceId).describe("The trace of what the reader did just before"),
  spanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
});
export type BrowserError = z.infer<typeof BrowserError>;
