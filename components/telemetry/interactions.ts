// Owns what readers do and what is sent because of it. A click is a span when it led to a request, and ends with the last.
import type { BrowserSpan } from "#lib/contract/browser-report.ts";
import { isUnrecorded } from "#lib/contract/unrecorded-addresses.ts";
import type { Cause, CauseKeeper } from "./cause.ts";
import { type Interaction, newInteraction, spansOf, withinBounds } from "./interaction.ts";
import { newId } from "./new-ids.ts";

/** Handlers, and what React does because of them, have begun by then. */
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

export class Interactions {
  readonly #given: Given;
  readonly #open = new Set<Interaction>();
  #active: Interaction | undefined;
  #newest: Interaction | undefined;
  #minute = { startMs: Number.NEGATIVE_INFINITY, clicks: 0 };

  constructor(given: Given) {
    this.#given = given;
  }

  readonly keeper: CauseKeeper = {
    current: () => this.#active,
    resume: (cause: Cause) => this.#activate(cause as Interaction, 0),
  };

  clicked(target: string, startMs: number) {
    const { nowMs, lose, page, later } = this.#given;
    if (nowMs() - this.#minute.startMs >= 60_000) this.#minute = { startMs: nowMs(), clicks: 0 };
    this.#minute.clicks += 1;
    if (this.#minute.clicks > mostAMinute) {
      this.#active = undefined;
      return lose(1);
    }
    const interaction = newInteraction(target, startMs, page());
    this.#newest = interaction;
    this.#open.add(interaction);
    this.#activate(interaction, reactionMs);
    later(longestMs, () => this.#close(interaction));
  }

  /** Undefined where the request is nobody's, or is not to be told. */
  follow({ method, path, toPage }: Request): Followed | undefined {
    const waiting = this.#newest?.sent === 0 ? this.#newest : undefined;
    const cause = this.#active ?? (toPage ? waiting : undefined);
    if (!cause || cause.over) return undefined;
    if (isUnrecorded(path)) cause.silent = true;
    if (cause.silent || cause.sent >= mostRequests || !isMethod(method)) return undefined;
    cause.underWay += 1;
    cause.sent += 1;
    cause.leads ||= toPage;
    const { nowMs } = this.#given;
    const [spanId, startMs] = [newId(8), nowMs()];
    const { traceId, spanId: parentSpanId, page } = cause;
    return {
      traceparent: `00-${traceId}-${spanId}-01`,
      end: (status, { left } = { left: false }) => {
        cause.underWay -= 1;
        const timed = { startMs, durationMs: nowMs() - startMs };
        const asked = { what: "request", method, path, status: status ?? null } as const;
        if (status !== undefined || !left)
          this.#add(cause, { traceId, spanId, parentSpanId, page, ...timed, ...asked });
        this.#settle(cause);
      },
    };
  }

  /** The reader sees another page, because of the last click if that asked for one. */
  arrived(path: string) {
    const cause = this.#newest;
    if (!cause?.leads || cause.silent) return;
    cause.leads = false;
    const { traceId, spanId: parentSpanId, startMs } = cause;
    const timed = { startMs, durationMs: this.#given.nowMs() - startMs };
    this.#add(cause, { what: "navigation", traceId, spanId: newId(8), parentSpanId, page: path, ...timed });
  }

  /** The trace that an error belongs to, if somebody just did something. */
  trace(): { traceId: string; spanId: string } | undefined {
    const newest = this.#newest;
    const cause = this.#active ?? (newest && newest.underWay > 0 ? newest : undefined);
    if (!cause || cause.over || cause.silent) return undefined;
    cause.known = true;
    return cause;
  }

  /** The page may not come back: what is known is told. */
  closeAll() {
    for (const interaction of [...this.#open]) this.#close(interaction);
  }

  /** Active until what it set off has begun. */
  #activate(interaction: Interaction, forMs: number) {
    this.#active = interaction;
    this.#given.later(forMs, () => {
      if (this.#active === interaction) this.#active = undefined;
      this.#settle(interaction);
    });
  }

  #settle(interaction: Interaction) {
    if (interaction.underWay > 0 || this.#active === interaction || interaction.over) return;
    const { sent } = interaction;
    this.#given.later(sent === 0 ? routerMs : pauseMs, () => {
      if (interaction.underWay === 0 && interaction.sent === sent) this.#close(interaction);
    });
  }

  #close(interaction: Interaction) {
    if (interaction.over) return;
    interaction.over = true;
    this.#open.delete(interaction);
    const spans = spansOf(interaction);
    if (spans.length > 0) this.#given.emit(spans);
  }

  #add(interaction: Interaction, told: BrowserSpan) {
    const span = withinBounds(told);
    interaction.endMs = Math.max(interaction.endMs, span.startMs + span.durationMs);
    if (!interaction.over) interaction.spans.push(span);
    else if (!interaction.silent) this.#given.emit([span]);
  }
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const isMethod = (method: string): method is (typeof methods)[number] =>
  (methods as readonly string[]).includes(method);
