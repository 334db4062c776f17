// Rows as a source gives them become rows as agreed, or a note of what is wrong with them.
import type { z } from "zod";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { columnNames, rowSchemas } from "./columns.ts";
import { inSlices } from "./in-slices.ts";
import { readingKey } from "./reading.ts";
import type { BadRow, SourceAnswer, SourceRow } from "./types.ts";

const sliceSize = 500;
const mostShown = 40;
/** Columns named in a note; a table may have hundreds. */
const mostColumnsNamed = 12;

/** `firstRow` is the number of the first of them, for answers that come in pages. */
export async function readRows(
  question: VendorQuestion,
  given: readonly unknown[],
  into: SourceAnswer & { seen: Set<string> },
  firstRow = 1,
): Promise<void> {
  const find = createColumnFinder(question);
  let number = firstRow - 1;
  await inSlices(given, sliceSize, (slice) => {
    for (const raw of slice) {
      number += 1;
      const read = readRow(question, raw, find);
      if ("problem" in read) into.bad.push({ row: number, ...read });
      else if (into.seen.has(keyOf(read))) into.bad.push({ row: number, ...repeated(read) });
      else {
        into.seen.add(keyOf(read));
        into.rows.push(read);
      }
    }
  });
}

export function emptyAnswer(): SourceAnswer & { seen: Set<string> } {
  return { rows: [], bad: [], seen: new Set() };
}

type Finder = (row: Record<string, unknown>) => Record<string, unknown>;
type Problem = Omit<BadRow, "row">;

function readRow(question: VendorQuestion, raw: unknown, find: Finder): SourceRow | Problem {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { problem: "is not a row of columns" };
  const fields = find(raw as Record<string, unknown>);
  const parsed = rowSchemas[question].safeParse(fields);
  if (parsed.success) return complete(question, parsed.data);
  const code = rowSchemas[question].shape.code.safeParse(fields.code);
  const problem = describeIssue(question, parsed.error.issues[0], fields, raw);
  return code.success ? { problem, code: code.data } : { problem };
}

type Parsed = z.infer<(typeof rowSchemas)[VendorQuestion]>;

/** Without a name a vendor is called by its code. */
function complete(question: VendorQuestion, parsed: Parsed): SourceRow {
  const named = { ...parsed, name: parsed.name ?? parsed.code, city: parsed.city ?? "" };
  const product = "item" in parsed ? { product: parsed.product ?? parsed.item } : {};
  return { question, ...named, ...product } as SourceRow;
}

function describeIssue(
  question: VendorQuestion,
  issue: z.core.$ZodIssue | undefined,
  fields: Record<string, unknown>,
  raw: object,
): string {
  const field = String(issue?.path[0] ?? "row");
  if (fields[field] !== undefined) return `${field} ${issue?.message}: it is ${shown(fields[field])}`;
  const names = columnNames[question][field]?.join(", ");
  const there = Object.keys(raw)
    .slice(0, mostColumnsNamed)
    .map((name) => name.slice(0, mostShown));
  return `has no column for ${field} (${names}); its columns: ${there.join(", ")}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

/** Rows of one answer have the same columns, so that a name is looked at once. */
function createColumnFinder(question: VendorQuestion): Finder {
  const wanted = Object.entries(columnNames[question]);
  const plain = new Map<string, string>();
  const plainName = (name: string) => {
    const known = plain.get(name);
    if (known !== undefined) return known;
    const made = name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, "_");
    plain.set(name, made);
    return made;
  };
  return (row) => {
    const given = new Map(Object.keys(row).map((name) => [plainName(name), row[name]]));
    return Object.fromEntries(
      wanted.flatMap(([field, names]) => {
        const name = names.find((one) => given.has(one));
        return name === undefined ? [] : [[field, given.get(name)]];
      }),
    );
  };
}

function keyOf(row: SourceRow): string {
  return readingKey({ code: row.code, item: row.question === "discount-stock" ? row.item : "" });
}

/** Which of the two is right nobody knows; the first one counts. */
function repeated(row: SourceRow): Problem {
  const what = row.question === "discount-stock" ? `${row.item} of ${row.code}` : row.code;
  return { problem: `${what} is there a second time`, code: row.code };
}
