// Metabase as far as its documentation describes what is asked of it: sessions, and a saved question's rows as JSON. It can
// be as slow, as broken and as talkative as the real one behind its proxies.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Columns by their titles; anything where it is broken. */
type Row = unknown;
/** What it does instead of answering a question as documented. */
export type Trouble =
  | { kind: "status"; status: number; body?: string; contentType?: string }
  | { kind: "html" }
  | { kind: "redirect"; location: string }
  | { kind: "query-failed"; error: string }
  | { kind: "truncated" }
  | { kind: "cut" }
  | { kind: "hang" }
  | { kind: "endless" };

export type MetabaseServer = {
  readonly url: string;
  readonly logins: number;
  /** Bytes of rows that were written, whoever read them. */
  readonly written: number;
  /** Of every question's request, as it came. */
  readonly asked: { path: string; body: string; session: string }[];
  rows: Record<number, Row[]>;
  trouble: Trouble | undefined;
  /** Of the login: Metabase throttles it. */
  refusesLogins: "wrong-password" | "too-many" | undefined;
  /** All sessions are over, as after MAX_SESSION_AGE. */
  endSessions(): void;
  close(): Promise<void>;
};

export const username = "watcher@example.com";
export const password = "correct-horse-battery-staple";

export async function startMetabase(rows: Record<number, Row[]> = {}): Promise<MetabaseServer> {
  const sessions = new Set<string>();
  const state = {
    rows,
    trouble: undefined,
    refusesLogins: undefined,
    logins: 0,
    written: 0,
    asked: [],
  } as Omit<MetabaseServer, "url" | "endSessions" | "close"> & { logins: number; written: number };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await readBody(request);
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json;charset=utf-8" });
      response.end(JSON.stringify(value));
    };
    if (request.method === "POST" && request.url === "/api/session") return logIn(body, json);
    const [, id] = /^\/api\/card\/(\d+)\/query\/json$/.exec(request.url ?? "") ?? [];
    if (request.method !== "POST" || id === undefined) return json(404, "API endpoint does not exist.");
    const session = String(request.headers["x-metabase-session"] ?? "");
    state.asked.push({ path: request.url ?? "", body, session });
    if (!sessions.has(session)) {
      response.writeHead(401, { "content-type": "text/plain" });
      return response.end("Unauthenticated");
    }
    if (state.trouble) return misbehave(state.trouble, response, (bytes) => (state.written += bytes));
    const found = state.rows[Number(id)];
    if (!found) return json(404, "Not found.");
    // An export streams, so its status is told before the query has run.
    return json(202, pageIn(found, body));
  }

  function logIn(body: string, json: (status: number, value: unknown) => unknown) {
    state.logins += 1;
    const given = JSON.parse(body) as { username?: string; password?: string };
    if (state.refusesLogins === "too-many")
      return json(400, {
        errors: { username: "Too many attempts! You must wait 15 seconds before trying again." },
      });
    if (state.refusesLogins || given.username !== username || given.password !== password)
      return json(401, { errors: { password: "did not match stored password" } });
    const id = randomUUID();
    sessions.add(id);
    return json(200, { id });
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    endSessions: () => sessions.clear(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

type Parameter = { target: ["variable", ["template-tag", string]]; value: [number] };

/** As SQL with `limit {{page_size}} offset {{page_offset}}` would. */
function pageIn(rows: Row[], body: string): Row[] {
  const { parameters } = JSON.parse(body) as { parameters?: string };
  if (!parameters) return rows;
  const values = new Map(
    (JSON.parse(parameters) as Parameter[]).map(({ target, value }) => [target[1][1], value[0]]),
  );
  const offset = values.get("page_offset") ?? 0;
  return rows.slice(offset, offset + (values.get("page_size") ?? rows.length));
}

function misbehave(trouble: Trouble, response: ServerResponse, note: (bytes: number) => void) {
  const json = { "content-type": "application/json;charset=utf-8" };
  if (trouble.kind === "hang") return;
  if (trouble.kind === "status") {
    response.writeHead(trouble.status, { "content-type": trouble.contentType ?? "application/json" });
    return response.end(trouble.body ?? "");
  }
  if (trouble.kind === "html") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end("<!doctype html><title>Sign in</title>");
  }
  if (trouble.kind === "redirect") {
    response.writeHead(302, { location: trouble.location });
    return response.end();
  }
  if (trouble.kind === "query-failed") {
    response.writeHead(202, json);
    return response.end(JSON.stringify({ status: "failed", error: trouble.error, via: [], row_count: 0 }));
  }
  if (trouble.kind === "truncated") {
    response.writeHead(202, json);
    return response.end('[{"vendor_code":"V1","vendor_na');
  }
  if (trouble.kind === "cut") {
    response.writeHead(202, { ...json, "content-length": "1000" });
    response.write('[{"vendor_code":"V1"}');
    return response.destroy();
  }
  response.writeHead(202, json);
  return writeEndlessly(response, note);
}

/** Rows until the reader leaves, as fast as they are read. */
function writeEndlessly(response: ServerResponse, note: (bytes: number) => void) {
  const piece = `${JSON.stringify({ code: "V", name: "x".repeat(1_000) })},`.repeat(60);
  response.write("[");
  const more = () => {
    while (!response.destroyed) {
      note(piece.length);
      if (!response.write(piece)) return void response.once("drain", more);
    }
  };
  more();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
