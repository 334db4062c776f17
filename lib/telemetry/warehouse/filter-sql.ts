// A filter as conditions of a query. What a reader wrote only ever becomes a parameter.
import { isComparison, plainNumber } from "#lib/contract/filter/read-meaning.ts";
import type { FieldTerm, Term } from "#lib/contract/filter/term.ts";

export type FilterColumns = {
  /** Where words without a field are looked for, whatever their capitals. */
  text: string;
  /** JSON text, made by JSON.stringify, of everything that has no column. */
  attributes: string;
  /** `perUnit` turns the number that was asked for into the column's: 1,000 for milliseconds in microseconds. */
  fields: Readonly<Record<string, { column: string; perUnit?: number }>>;
};

export type FilterSql = { where: string[]; values: Record<string, string> };

/** One condition a term, in their order. `prefix` keeps the parameters of two filters in one query apart. */
export function filterSql(terms: readonly Term[], columns: FilterColumns, prefix = "q"): FilterSql {
  const values: FilterSql["values"] = {};
  let count = 0;
  const bind: Bind = (value) => {
    const name = `${prefix}${count}`;
    count += 1;
    values[name] = value.toWellFormed();
    return `$${name}`;
  };
  const where = terms.map((term) => {
    const holds = term.kind === "text" ? textSql(term.text, columns, bind) : fieldSql(term, columns, bind);
    // What is not there at all is not equal either, so it stays when equal ones are left out.
    return term.not ? `NOT coalesce(${holds}, false)` : `coalesce(${holds}, false)`;
  });
  return { where, values };
}

type Bind = (value: string) => string;

/** As text: a number that is whole would be bound as one of 64 bits, and refused when it is larger. */
const bindNumber = (value: number, bind: Bind) => `CAST(${bind(String(value))} AS DOUBLE)`;

function textSql(text: string, columns: FilterColumns, bind: Bind): string {
  return `contains(lower(${columns.text}), lower(${bind(text)}))`;
}

function fieldSql(term: FieldTerm, columns: FilterColumns, bind: Bind): string {
  const known = Object.hasOwn(columns.fields, term.field) ? columns.fields[term.field] : undefined;
  if (!known) return attributeSql(term, columns.attributes, bind);
  const { column, perUnit } = known;
  const asCell = (text: string) =>
    perUnit === undefined ? bind(text) : bindNumber(Number(text) * perUnit, bind);
  return compareSql(term, column, asCell, bind);
}

function compareSql({ op, values }: FieldTerm, cell: string, asCell: Bind, bind: Bind): string {
  if (op === "exists") return `${cell} IS NOT NULL`;
  if (op === "starts") return either(values.map((value) => `starts_with(${cell}, ${bind(value)})`));
  if (op === "is") return `${cell} IN (${values.map(asCell).join(", ")})`;
  return `${cell} ${op} ${asCell(values[0] ?? "")}`;
}

function attributeSql(term: FieldTerm, json: string, bind: Bind): string {
  const { field, op, values } = term;
  if (op === "is") return either(values.map((value) => equalSql({ json, field }, value, bind)));
  const pointer = bind(pointerTo(field));
  return isComparison(op)
    ? numberSql(json, pointer, op, Number(values[0]), bind)
    : compareSql(term, `json_extract_string(${json}, ${pointer})`, bind, bind);
}

/** As JSON, a text has its quotes and is no number, whatever it says. */
function numberSql(json: string, pointer: string, op: string, number: number, bind: Bind): string {
  const written = `CAST(json_extract(${json}, ${pointer}) AS VARCHAR)`;
  return `TRY_CAST(${written} AS DOUBLE) ${op} ${bindNumber(number, bind)}`;
}

/**
 * The text holds `"key":value` exactly as JSON.stringify writes it, so a look for it leaves few rows. It is no proof: a
 * longer key can end with it, and a longer number begin with it.
 */
function equalSql({ json, field }: { json: string; field: string }, value: string, bind: Bind): string {
  const key = `${JSON.stringify(field)}:`;
  const number = plainNumber(value);
  const bare = number === undefined ? (isBoolean(value) ? value : undefined) : JSON.stringify(number);
  const written = [JSON.stringify(value), ...(bare === undefined ? [] : [bare])];
  const begin = rarestLetter(key);
  const found = written.map((text) => key.slice(begin) + text);
  if (hasOwnBorders(key)) {
    const members = written.map((text) => memberSql(json, key, text, bind));
    return whereFound(json, found, either(members), bind);
  }
  const pointer = bind(pointerTo(field));
  const same = `json_extract_string(${json}, ${pointer}) = ${bind(value)}`;
  const equal = number === undefined ? [] : [numberSql(json, pointer, "=", number, bind)];
  return whereFound(json, found, either([same, ...equal]), bind);
}

/** After a quote that ends a text stands one of these, so before any other character it begins one. */
const hasOwnBorders = (key: string) => !/^"[:,}\]]/.test(key);

/**
 * Attributes hold no objects, so between their borders key and value are a member of the whole: proved without reading the
 * text as JSON, which would take most of the time where many rows have it.
 */
function memberSql(json: string, key: string, value: string, bind: Bind): string {
  const ends = value.startsWith('"') ? [""] : [",", "}"];
  return either(
    ends.flatMap((end) => [
      `starts_with(${json}, ${bind(`{${key}${value}${end}`)})`,
      `contains(${json}, ${bind(`,${key}${value}${end}`)})`,
    ]),
  );
}

/** From the most frequent one on, as keys and texts of telemetry have them. */
const letters = "etrsaoincplduhmvgfbykwxqjz";

/** The database stops at every place where a needle's first letter stands: quotes would make the search take three times as long. */
function rarestLetter(key: string): number {
  const rarity = (at: number) => letters.indexOf(key.charAt(at));
  let rarest = 1;
  for (let at = 1; at < key.length; at += 1) if (rarity(at) > rarity(rarest)) rarest = at;
  return rarest;
}

const isBoolean = (value: string) => value === "true" || value === "false";

/** CASE, because the order in which parts of an AND are looked at is the database's own affair. */
function whereFound(json: string, needles: string[], holds: string, bind: Bind): string {
  const found = either(needles.map((needle) => `contains(${json}, ${bind(needle)})`));
  return `CASE WHEN ${found} THEN ${holds} ELSE false END`;
}

const either = (parts: string[]) => (parts.length === 1 ? parts.join("") : `(${parts.join(" OR ")})`);

/** RFC 6901. */
const pointerTo = (key: string) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
