// Vendors as Metabase's questions tell of them.
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { emptyAnswer, readRows } from "../read-rows.ts";
import type { VendorSource } from "../types.ts";
import { createSession } from "./create-session.ts";
import { createExchange } from "./exchange.ts";
import { readJson, readRowArray } from "./judge-answer.ts";

type Options = {
  url: string;
  username: string;
  password: string;
  questionIds: Readonly<Record<VendorQuestion, number>>;
  limitMs: number;
  /** 0: all rows at once. */
  pageSize: number;
  /** For tests. */
  mostBytes?: number;
};

/** About a hundred thousand rows; parsing more in one piece would hold up everybody else for too long. */
const mostAnswerBytes = 24 * 1_024 * 1_024;
const mostRows = 100_000;

export function createMetabaseSource(options: Options): VendorSource {
  const { questionIds, pageSize, mostBytes = mostAnswerBytes } = options;
  const exchange = createExchange(options);
  const session = createSession({ exchange, ...options });

  async function askOnce(id: number, parameters: Parameter[], signal: AbortSignal) {
    const token = await session.token();
    const answer = await exchange.post({
      path: `/api/card/${id}/query/json`,
      headers: { "x-metabase-session": token },
      body: parameters.length > 0 ? { parameters: JSON.stringify(parameters) } : {},
      mostBytes,
      signal,
    });
    if (answer.status === 401) session.forget(token);
    return answer;
  }

  async function askRows(id: number, parameters: Parameter[], signal: AbortSignal): Promise<unknown[]> {
    const first = await askOnce(id, parameters, signal);
    // The session was over; a new one is refused only for a reason.
    const answer = first.status === 401 ? await askOnce(id, parameters, signal) : first;
    const what = `question ${id}`;
    return readRowArray(what, readJson(what, answer));
  }

  return {
    name: "metabase",
    async ask(question, signal) {
      const id = questionIds[question];
      const answer = emptyAnswer();
      let offset = 0;
      for (;;) {
        const rows = await askRows(id, pageSize > 0 ? pageOf(pageSize, offset) : [], signal);
        if (pageSize > 0 && rows.length > pageSize) throw ignores(id, "page_size");
        if (offset + rows.length > mostRows) throw tooMany(id);
        const before = answer.rows.length;
        await readRows(question, rows, answer, offset + 1);
        if (pageSize === 0 || rows.length < pageSize) return { rows: answer.rows, bad: answer.bad };
        if (offset > 0 && answer.rows.length === before) throw ignores(id, "page_offset");
        offset += rows.length;
      }
    },
    close: () => exchange.close(),
  };
}

type Parameter = { type: "number/="; target: ["variable", ["template-tag", string]]; value: [number] };

function pageOf(pageSize: number, offset: number): Parameter[] {
  const numbers: [string, number][] = [
    ["page_size", pageSize],
    ["page_offset", offset],
  ];
  return numbers.map(([name, value]) => ({
    type: "number/=",
    target: ["variable", ["template-tag", name]],
    value: [value],
  }));
}

function ignores(id: number, variable: string): AppError {
  return new AppError(
    "unavailable",
    `Question ${id} takes no notice of its variable ${variable}. Use it in the question's SQL (limit {{page_size}} offset {{page_offset}}), or set METABASE_PAGE_SIZE to 0.`,
  );
}

function tooMany(id: number): AppError {
  return new AppError(
    "unavailable",
    `Question ${id} gives more than ${mostRows} rows, which is more than can be watched. Let it give fewer.`,
  );
}
