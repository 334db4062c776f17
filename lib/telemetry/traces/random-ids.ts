import { randomFillSync } from "node:crypto";
import type { IdGenerator } from "@opentelemetry/sdk-trace-base";

const stock = Buffer.alloc(1_024);
let taken = stock.length;

function take(bytes: number): string {
  if (taken + bytes > stock.length) {
    randomFillSync(stock);
    taken = 0;
  }
  taken += bytes;
  // Not a slice of one long text: whoever reads an id letter by letter would take twice as long.
  return stock.toString("hex", taken - bytes, taken);
}

/** From a stock of random bytes: the SDK asks for up to four random numbers for each of its ids. */
export const randomIds: IdGenerator = { generateSpanId: () => take(8), generateTraceId: () => take(16) };
