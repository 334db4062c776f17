// One request to Metabase and all of its answer, within limits of time and size. Redirects are not followed: what a
// question's address points to could be anything inside this network.
import { Pool } from "undici";
import { AppError } from "#lib/kernel/errors.ts";

export type Asked = {
  path: string;
  headers?: Record<string, string>;
  body: unknown;
  /** Beyond it the answer is given up, not read. */
  mostBytes: number;
  signal: AbortSignal;
};
export type Answered = { status: number; contentType: string; location: string; text: string };

export type Exchange = {
  post(asked: Asked): Promise<Answered>;
  close(): Promise<void>;
};

/** One for each job. */
const connections = 3;

export function createExchange({ url, limitMs }: { url: string; limitMs: number }): Exchange {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/$/, "");
  const pool = new Pool(origin, { connections, pipelining: 1, connect: { timeout: limitMs } });
  return {
    async post({ path, headers, body, mostBytes, signal }) {
      const late = AbortSignal.timeout(limitMs);
      try {
        const answer = await pool.request({
          method: "POST",
          path: `${prefix}${path}`,
          headers: { "content-type": "application/json", accept: "application/json", ...headers },
          body: JSON.stringify(body),
          signal: AbortSignal.any([signal, late]),
        });
        return {
          status: answer.statusCode,
          contentType: textOf(answer.headers["content-type"]),
          location: textOf(answer.headers.location),
          text: await readWithin(answer.body, mostBytes),
        };
      } catch (error) {
        signal.throwIfAborted();
        throw late.aborted ? tooSlow(limitMs) : asProblem(error);
      }
    },
    close: () => pool.destroy(),
  };
}

async function readWithin(body: AsyncIterable<Buffer>, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

function tooSlow(limitMs: number): AppError {
  return new AppError(
    "unavailable",
    `Metabase did not answer within ${limitMs / 1_000} s. Look whether it is up and the question quick; METABASE_TIMEOUT_SECONDS sets the limit.`,
  );
}

function tooLarge(mostBytes: number): AppError {
  return new AppError(
    "unavailable",
    `Metabase's answer is larger than ${Math.round(mostBytes / 1_048_576)} MB and was not read to its end. Let the question give fewer rows or columns, or set METABASE_PAGE_SIZE.`,
  );
}

/** Only its code or its plain words: what a library puts into its errors besides is not looked through for secrets. */
function asProblem(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  const firstCode = first instanceof Error && "code" in first ? String(first.code) : "";
  const why = code || firstCode || "the connection failed";
  return new AppError(
    "unavailable",
    `Metabase could not be reached, or broke off its answer (${why}). Look whether METABASE_URL is right and Metabase is up.`,
  );
}
