// Owns the statements that the embedded engine keeps ready. PGlite's own `query` calls the engine six times for each
// question, to parse and describe it anew; a statement that is known here takes one call.
import {
  type PGlite,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from "@electric-sql/pglite";
import { type Decode, readAnswer, readDescription } from "./read-answer.ts";

/** What Drizzle uses of PGlite. */
export type Asked = Pick<PGlite, "query" | "transaction">;

type Statement = { name: string } & ReturnType<typeof readDescription>;
type Values = readonly unknown[];

/** The program has fewer; texts that are never the same twice must not fill the engine's memory. */
const mostStatements = 500;
/** The engine threw the statement away, or its tables changed since it was parsed: it was not run. */
const outdated = new Set(["26000", "0A000"]);

const { serialize } = protocol;

export function keepStatements(client: PGlite): Asked {
  const known = new Map<string, Statement>();
  const canKeep = (text: string) => known.has(text) || known.size < mostStatements;
  let made = 0;

  const ask = <Row>(text: string, values: Values, options?: QueryOptions): Promise<Results<Row>> =>
    client._runExclusiveQuery(async () => {
      try {
        let statement = known.get(text);
        if (!statement) {
          made += 1;
          statement = await prepare(client, `kept_${made}`, text);
          known.set(text, statement);
        }
        return await run<Row>(client, statement, values, options);
      } catch (error) {
        if (outdated.has(codeOf(error))) known.delete(text);
        throw error;
      }
    });

  return {
    async query<Row>(text: string, values: Values = [], options?: QueryOptions) {
      if (!canKeep(text)) return client.query<Row>(text, [...values], options);
      await client._checkReady();
      return client._runExclusiveTransaction(() =>
        ask<Row>(text, values, options).catch((error: unknown) => {
          if (known.has(text) || !outdated.has(codeOf(error))) throw error;
          return ask<Row>(text, values, options);
        }),
      );
    },
    transaction: (work) =>
      client.transaction((tx) => {
        const query: Transaction["query"] = (text, values = [], options) =>
          tx.closed || !canKeep(text) ? tx.query(text, values, options) : ask(text, values, options);
        return work(Object.create(tx, { query: { value: query } }));
      }),
  };
}

async function prepare(client: PGlite, name: string, text: string): Promise<Statement> {
  const asked = [serialize.parse({ name, text }), serialize.describe({ type: "S", name }), serialize.sync()];
  return { name, ...readDescription(await send(client, asked)) };
}

/** Nothing is left to synchronise: the engine's files are Node's own. */
async function send(client: PGlite, messages: readonly Uint8Array[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const options = { syncToFs: false, onRawData: (data: Uint8Array) => void chunks.push(Buffer.from(data)) };
  await client.execProtocolRawStream(Buffer.concat(messages), options);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

async function run<Row>(client: PGlite, statement: Statement, values: Values, options: QueryOptions = {}) {
  const { name, parameters, columns } = statement;
  const written = values.map((value, at) => {
    if (value === null || value === undefined) return null;
    const write = client.serializers[parameters[at] ?? 0];
    return write ? write(value) : String(value);
  });
  const asked = [serialize.bind({ statement: name, values: written }), serialize.execute(), serialize.sync()];
  const decoders = columns.map(
    ({ dataTypeID }): Decode | undefined => options.parsers?.[dataTypeID] ?? client.parsers[dataTypeID],
  );
  const { rows, tag } = readAnswer(await send(client, asked), decoders);
  const results = {
    rows: options.rowMode === "array" ? rows : rows.map((row) => named(row, columns)),
    fields: columns,
    ...readTag(tag),
  };
  return results as Results<Row>;
}

const changing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "COPY"]);

/** For example `SELECT 3`, `INSERT 0 1` or `CREATE TABLE`. */
function readTag(tag: string) {
  const words = tag.split(" ");
  const [command = ""] = words;
  const count = Number.parseInt(words.at(-1) ?? "", 10);
  const affectedRows = changing.has(command) ? count : 0;
  return { command, affectedRows, ...(Number.isNaN(count) ? {} : { rowCount: count }) };
}

function named(row: readonly unknown[], columns: Statement["columns"]) {
  const record: Record<string, unknown> = {};
  for (let at = 0; at < columns.length; at += 1) record[columns[at]?.name ?? ""] = row[at];
  return record;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
