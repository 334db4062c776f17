// Owns the session with Metabase: one login for all questions, kept until Metabase says that it is over. Logins are
// throttled there, so nobody logs in who need not.
import { z } from "zod";
import { AppError } from "#lib/kernel/errors.ts";
import type { Exchange } from "./exchange.ts";
import { readJson } from "./judge-answer.ts";

export type MetabaseSession = {
  /** Logs in where there is no session yet; who comes meanwhile waits for the same login. */
  token(): Promise<string>;
  /** That one is over. */
  forget(token: string): void;
};

const mostBytes = 64 * 1_024;
/** Others may wait for the same login: that one of them gives up is no reason to break it off. */
const never = new AbortController().signal;
/** It becomes a header, and must not become two. */
const Login = z.object({ id: z.string().regex(/^[\x21-\x7e]{1,200}$/) });

type Options = { exchange: Pick<Exchange, "post">; username: string; password: string };

export function createSession({ exchange, username, password }: Options): MetabaseSession {
  let current: string | undefined;
  let pending: Promise<string> | undefined;

  async function logIn(): Promise<string> {
    const body = { username, password };
    const answer = await exchange.post({ path: "/api/session", body, mostBytes, signal: never });
    if (answer.status === 400 || answer.status === 401) throw refused(answer.text);
    const parsed = Login.safeParse(readJson("the login", answer));
    if (!parsed.success)
      throw new AppError(
        "unavailable",
        "Metabase's answer to the login has no session in it. Is METABASE_URL a Metabase?",
      );
    current = parsed.data.id;
    return current;
  }

  return {
    async token() {
      if (current !== undefined) return current;
      pending ??= logIn().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget(token) {
      if (current === token) current = undefined;
    },
  };
}

/** What Metabase writes there may repeat who wanted to log in; only whether it was too often is read from it. */
function refused(text: string): AppError {
  const why = /too many attempts/i.test(text)
    ? "Metabase takes no more logins for a while, because there were too many attempts"
    : "Metabase refused the login";
  return new AppError("unavailable", `${why}. Check METABASE_USERNAME and METABASE_PASSWORD.`);
}
