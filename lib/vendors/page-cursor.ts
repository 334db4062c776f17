import { AppError } from "#lib/kernel/errors.ts";
import { type Reading, readingKey } from "./reading.ts";

type Place = Pick<Reading, "code" | "item">;

/** Where a page ends: in base64url, so that it needs no escaping in an address. */
export function writeCursor(place: Place): string {
  return Buffer.from(readingKey(place)).toString("base64url");
}

export function readCursor(cursor: string | undefined): Place {
  if (cursor === undefined) return { code: "", item: "" };
  const [code = "", item, ...more] = Buffer.from(cursor, "base64url").toString("utf8").split("\n");
  // What is written again as it was read is one of ours; PostgreSQL takes no NUL in a text.
  if (
    item !== undefined &&
    more.length === 0 &&
    !`${code}${item}`.includes("\0") &&
    writeCursor({ code, item }) === cursor
  )
    return { code, item };
  throw new AppError("validation_failed", "This is not where a page of vendors ends.", {
    fields: [{ path: "query.cursor", message: "take `next` of the page before as it is" }],
  });
}
