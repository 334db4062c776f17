// What the telemetry knows of the last thing a page did. Signals arrive a moment after the answer, so all of this waits.
import {
  type APIRequestContext,
  type BrowserContext,
  expect,
  type Page,
  type Response,
} from "@playwright/test";
import type { LogLine } from "#lib/contract/log-answers.ts";
import type { Span, Trace } from "#lib/contract/trace-answers.ts";

export type Action = {
  /** `POST /api/cart/items` */
  name: string;
  status: number;
  requestId: string;
  traceId: string;
};

export type Evidence = {
  /** The last request of any page of the test that was meant to change something; throws when there was none. */
  lastAction(): Action;
  /** The last action, once it is this one: a page can show what came of it before the test has heard of the answer. */
  answered(action: Pick<Action, "name" | "status">): Promise<Action>;
  /** All actions so far, the oldest first. */
  actions(): readonly Action[];
  /** The spans that the last action left so far; none while they are on their way. */
  spans(): Promise<readonly Span[]>;
  /** The log lines that the last action left so far, the oldest first. */
  lines(): Promise<readonly LogLine[]>;
  /** The trace of the last action, once nothing came to it for two seconds. */
  trace(): Promise<Trace>;
};

export function collectEvidence(request: APIRequestContext) {
  const seen: Action[] = [];
  const watchPage = (page: Page) => page.on("response", note);
  const note = (response: Response) => {
    const method = response.request().method();
    const { "x-trace-id": traceId, "x-request-id": requestId } = response.headers();
    if (method === "GET" || method === "HEAD" || !traceId || !requestId) return;
    const { pathname } = new URL(response.url());
    if (offTheRecord.test(pathname)) return;
    seen.push({ name: `${method} ${pathname}`, status: response.status(), requestId, traceId });
  };

  const evidence: Evidence = {
    lastAction() {
      const last = seen.at(-1);
      if (!last) throw new Error("Nothing was sent yet that could have left a trace.");
      return last;
    },
    async answered(action) {
      await expect.poll(() => seen.at(-1), "the last action").toMatchObject(action);
      return evidence.lastAction();
    },
    actions: () => seen,
    async spans() {
      return (await readTrace(request, evidence.lastAction().traceId))?.spans ?? [];
    },
    async lines() {
      const { traceId } = evidence.lastAction();
      const answer = await request.get(`/api/logs?traceId=${traceId}&limit=100`);
      const { logs = [] }: { logs?: LogLine[] } = await answer.json();
      return logs.toReversed();
    },
    trace: () => settledTrace(request, evidence.lastAction()),
  };
  return {
    evidence,
    watch(context: BrowserContext) {
      for (const page of context.pages()) watchPage(page);
      context.on("page", watchPage);
    },
  };
}

/** What a browser sends by itself is nobody's action, and whoever breaks something leaves no trace of it. */
const offTheRecord =
  /^\/(api\/(csp-reports|browser-errors|browser-telemetry|faults)|simulate-failure|socket\.io)\b/;

async function readTrace(request: APIRequestContext, traceId: string): Promise<Trace | undefined> {
  const answer = await request.get(`/api/traces/${traceId}`);
  return answer.ok() ? answer.json() : undefined;
}

const quietMs = 2_000;
const longestMs = 60_000;

async function settledTrace(request: APIRequestContext, { name, traceId }: Action): Promise<Trace> {
  const giveUpAt = Date.now() + longestMs;
  let last: { trace: Trace; sinceMs: number } | undefined;
  while (Date.now() < giveUpAt) {
    const trace = await readTrace(request, traceId);
    if (trace && trace.spanCount !== last?.trace.spanCount) last = { trace, sinceMs: Date.now() };
    if (last && Date.now() - last.sinceMs >= quietMs) return last.trace;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(
    `The trace ${traceId} of ${name} did not come to rest within ${longestMs / 1_000} seconds.`,
  );
}
