import { z } from "zod/mini";

export const TraceId = z
  .string()
  .check(z.regex(/^[0-9a-f]{32}$/, "A trace id is 32 hexadecimal digits, in lower case"));
