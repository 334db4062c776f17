// What tells the server, and what else there is to tell: the page's speed. Loaded once the page is alive: it must not slow
// down what it measures.
import type { BrowserReport, BrowserSpan } from "#lib/contract/browser-report.ts";
import { createOutbox } from "./outbox.ts";
import { measurePage } from "./page-vitals.ts";
import { leaveReport, sendReport } from "./send-report.ts";

type Given = {
  nowMs: () => number;
  later: (ms: number, then: () => void) => void;
  /** The browser's own: what is told of requests is not a request to tell of. */
  fetch: typeof window.fetch;
  pageLoad: BrowserReport["pageLoad"];
  /** The server's span, in which the page was made. */
  parentSpanId: string;
  /** Where the page was loaded. */
  page: string;
};

export type Teller = {
  tell(spans: readonly BrowserSpan[]): void;
  lose(count: number): void;
  leave(): void;
};

export function tellServer({ nowMs, later, fetch, pageLoad, parentSpanId, page }: Given): Teller {
  const outbox = createOutbox({
    nowMs,
    later,
    pageLoad: () => pageLoad,
    send: (report) => sendReport(fetch, report),
    leave: leaveReport,
  });
  measurePage({ pageLoad, parentSpanId, page, outbox });
  return { tell: outbox.add, lose: outbox.lose, leave: outbox.leave };
}
