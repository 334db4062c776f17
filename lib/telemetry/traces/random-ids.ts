import { randomFillSync } from "node:crypto";
import type { IdGenerator } from "@opentelemetry/sdk-trace-base";

const stock = Buffer.alloc(1_024);
let digits = "";
let taken = 0;

function take(count: number): string {
  if (taken + count > digits.length) {
    digits = randomFillSync(stock).toString("hex");
    taken = 0;
  }
  taken += count;
  return digits.slice(taken - count, taken);
}

/** From a stock of random digits: for each of its ids, the SDK asks for up to four random numbers and a new text. */
export const randomIds: IdGenerator = { generateSpanId: () => take(16), generateTraceId: () => take(32) };
