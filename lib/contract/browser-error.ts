import { z } from "zod";

/** What a page reports when its script fails: enough to find the place, nothing about the person. */
export const BrowserError = z.strictObject({
  message: z.string().min(1).max(2_000),
  page: z.string().startsWith("/").max(500).describe("Path of the page, without its query"),
  stack: z.string().max(8_000).optional(),
  digest: z
    .string()
    .max(100)
    .optional()
    .describe("The server's mark when the error came from a server component"),
});
export type BrowserError = z.infer<typeof BrowserError>;
