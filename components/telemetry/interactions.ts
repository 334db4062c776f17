// Owns what readers do and what is sent because of it. A click is a span when it led to a request, and ends with the last.
import type { BrowserSpan } from "#lib/contract/browser-report.ts";
import { isUnrecorded } from "#lib/contract/unrecorded-addresses.ts";
import type { Cause, CauseKeeper } from "./cause.ts";
import { newId } from "./new-ids.ts";

/** Handlers, and what React and the router do because of them, have begun by then. */
const reactionMs = 50;
/** Whoever goes on with an answer does so at once. */
const pauseMs = 150;
/** The router asks for another page when it gets to it. */
const routerMs = 5_000;
const longestMs = 60_000;
const mostRequests = 20;
/** Beyond it clicks are not followed, but counted. */
const mostAMinute = 30;

/** `toPage`: the router asks for another page. */
type Request = { method: string; path: string; toPage: boolean };
export type Followed = {
  traceparent: string;
  /** Without a status nobody answered; `left` says that nobody wanted the answer any more. */
  end(status: number | undefined, how?: { left: boolean }): void;
};

type Given = {
  /** Since the epoch, with fractions. */
  nowMs: () => number;
  page: () => string;
  later: (ms: number, then: () => void) => void;
  emit: (spans: readonly BrowserSpan[]) => void;
  lose: (count: number) => void;
};

type Interaction = Cause & {
  traceId: string;
  spanId: string;
  startMs: number;
  endMs: number;
  target: string;
  page: string;
  underWay: number;
  sent: number;
  spans: BrowserSpan[];
  /** Part of it is nobody's business: then none of it is told. */
  silent: boolean;
  over: boolean;
  /** Another page was asked for, and is not there yet. */
  leads: boolean;
  /** Somebody knows the trace: it must be there. */
  known: boolean;
};

export function createInteractions({ nowMs, page, later, emit, lose }: Given) {
  let active: Interaction | undefined;
  let newest: Interaction | undefined;
  const open = new Set<Interaction>();
  let minute = { startMs: Number.NEGATIVE_INFINITY, clicks: 0 };

  /** Active until what it set off has begun. */
  function activate(interaction: Interaction, forMs: number) {
    active = interaction;
    later(forMs, () => {
      if (active === interaction) active = undefined;
      settle(interaction);
    });
  }

  function settle(interaction: Interaction) {
    if (interaction.underWay > 0 || active === interaction || interaction.over) return;
    const { sent } = interaction;
    later(sent === 0 ? routerMs : pauseMs, () => {
      if (interaction.underWay === 0 && interaction.sent === sent) close(interaction);
    });
  }

  function close(interaction: Interaction) {
    if (interaction.over) return;
    interaction.over = true;
    open.delete(interaction);
    const { traceId, spanId, startMs, endMs, target, spans, silent, known } = interaction;
    if (silent || (spans.length === 0 && !known)) return;
    const own = { traceId, spanId, parentSpanId: null, startMs, page: interaction.page };
    emit([{ ...own, what: "click", durationMs: endMs - startMs, target }, ...spans]);
  }

  function add(interaction: Interaction, span: BrowserSpan) {
    if (!interaction.over) interaction.spans.push(span);
    else if (!interaction.silent) emit([span]);
    interaction.endMs = Math.max(interaction.endMs, span.startMs + span.durationMs);
  }

  function clicked(target: string, startMs: number) {
    if (nowMs() - minute.startMs >= 60_000) minute = { startMs: nowMs(), clicks: 0 };
    minute.clicks += 1;
    if (minute.clicks > mostAMinute) {
      active = undefined;
      return lose(1);
    }
    const interaction = newInteraction(target, startMs, page());
    newest = interaction;
    open.add(interaction);
    activate(interaction, reactionMs);
    later(longestMs, () => close(interaction));
  }

  /** Undefined where the request is nobody's, or is not to be told. */
  function follow({ method, path, toPage }: Request): Followed | undefined {
    const cause = active ?? (toPage && newest?.sent === 0 ? newest : undefined);
    if (!cause || cause.over) return undefined;
    if (isUnrecorded(path)) {
      cause.silent = true;
      return undefined;
    }
    if (cause.silent || cause.sent >= mostRequests || !isMethod(method)) return undefined;
    const spanId = newId(8);
    const startMs = nowMs();
    cause.underWay += 1;
    cause.sent += 1;
    cause.leads ||= toPage;
    const from = { traceId: cause.traceId, spanId, parentSpanId: cause.spanId, page: cause.page };
    const end: Followed["end"] = (status, { left } = { left: false }) => {
      cause.underWay -= 1;
      const durationMs = nowMs() - startMs;
      const span = { ...from, what: "request", startMs, durationMs, method, path } as const;
      if (status !== undefined || !left) add(cause, { ...span, status: status ?? null });
      settle(cause);
    };
    return { traceparent: `00-${cause.traceId}-${spanId}-01`, end };
  }

  return {
    clicked,
    follow,
    /** The reader sees another page, because of the last click if that asked for one. */
    arrived(path: string) {
      if (!newest?.leads || newest.silent) return;
      newest.leads = false;
      const { traceId, spanId, startMs } = newest;
      const ids = { traceId, spanId: newId(8), parentSpanId: spanId };
      add(newest, { ...ids, what: "navigation", startMs, durationMs: nowMs() - startMs, page: path });
    },
    /** The page may not come back: what is known is told. */
    closeAll() {
      for (const interaction of [...open]) close(interaction);
    },
    /** The trace that an error belongs to, if somebody just did something. */
    trace() {
      const cause = active ?? (newest && newest.underWay > 0 ? newest : undefined);
      if (!cause || cause.over || cause.silent) return undefined;
      cause.known = true;
      return cause;
    },
    keeper: {
      current: () => active,
      resume: (cause) => activate(cause as Interaction, 0),
    } satisfies CauseKeeper,
  };
}
export type Interactions = ReturnType<typeof createInteractions>;

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const isMethod = (method: string): method is (typeof methods)[number] =>
  (methods as readonly string[]).includes(method);

function newInteraction(target: string, startMs: number, page: string): Interaction {
  const ids = { traceId: newId(16), spanId: newId(8) };
  const nothing = { underWay: 0, sent: 0, spans: [], silent: false, over: false, leads: false, known: false };
  return { ...ids, ...nothing, startMs, endMs: startMs, target, page } as unknown as Interaction;
}
