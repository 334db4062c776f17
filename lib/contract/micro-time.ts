// Spans start microseconds apart, which a Date cannot hold: times of telemetry are ISO 8601 with six digits.

export function isoFromMicros(micros: number): string {
  const milliseconds = Math.floor(micros / 1_000);
  const rest = String(micros - milliseconds * 1_000).padStart(3, "0");
  return new Date(milliseconds).toISOString().replace("Z", `${rest}Z`);
}

/** Fewer digits are fine. */
export function microsFromIso(iso: string): number {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? "";
  const belowMilliseconds = Number(fraction.slice(3, 6).padEnd(3, "0"));
  return Date.parse(iso) * 1_000 + belowMilliseconds;
}
