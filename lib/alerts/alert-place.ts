// Where a page of alerts ends, as text for whoever asks for the next one.
import { type Severity, severities } from "#lib/contract/severity.ts";
import { AppError } from "#lib/kernel/errors.ts";

export type AlertPlace = { severity: Severity; startedMs: number; id: string };

type Placed = { severity: Severity; startedAt: Date | string; id: string };

export function placeOf({ severity, startedAt, id }: Placed): AlertPlace {
  return { severity, startedMs: new Date(startedAt).getTime(), id };
}

export function writePlace({ severity, startedMs, id }: AlertPlace): string {
  return `${severity}.${startedMs}.${id}`;
}

export function readPlace(cursor: string): AlertPlace {
  const [, word, startedMs, id] = /^([a-z-]+)\.(\d{1,14})\.([A-Za-z0-9_-]{1,40})$/.exec(cursor) ?? [];
  const severity = severities.find((one) => one === word);
  if (severity && startedMs !== undefined && id !== undefined)
    return { severity, startedMs: Number(startedMs), id };
  throw new AppError("validation_failed", "This is not where a page of alerts ends.", {
    fields: [{ path: "query.cursor", message: "take `next` of the page before as it is" }],
  });
}
