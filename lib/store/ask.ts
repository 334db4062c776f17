// The way to the database for domain verbs: a database that does not answer is said by name, not as a bug of ours.
import { AppError } from "#lib/kernel/errors.ts";
import type { Database, Store } from "./types.ts";

/** A restart of the database takes about this long. */
const retryAfterSeconds = 5;

/** Codes of PostgreSQL that speak of the server, not of the statement: connections, resources, shutdown, time limits. */
const serverTrouble = /^(08|53|57)/;
const statementTrouble = /^(\d|P0|XX|HV|F0)/;

export async function ask<Answer>(
  store: Pick<Store, "db">,
  question: (db: Database) => PromiseLike<Answer>,
): Promise<Answer> {
  try {
    return await question(store.db);
  } catch (error) {
    if (!comesFromServer(error)) throw withoutParameters(error);
    throw new AppError(
      "unavailable",
      "The database does not answer. Try again in a moment; /ready says when it is back.",
      {
        headers: { "retry-after": String(retryAfterSeconds) },
        cause: error,
      },
    );
  }
}

/** Drizzle wraps what the driver threw. Without a code of PostgreSQL's, no server took the statement. */
function comesFromServer(error: unknown): boolean {
  if (!(error instanceof Error) || !("query" in error)) return false;
  const { cause } = error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  return serverTrouble.test(code) || !statementTrouble.test(code);
}

/** Drizzle's own text repeats every parameter: who somebody is, and what was answered to them, is for no log. */
function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error) || !("query" in error)) return error;
  const { cause } = error;
  return new Error(`a statement failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
  });
}
