// `await expect(evidence).toHaveSpan(…)`: waits until the last action left such a span or line, and says what it left instead.
import { expect as base } from "@playwright/test";
import type { LogLine } from "#lib/contract/log-answers.ts";
import type { Span } from "#lib/contract/trace-answers.ts";
import type { Evidence } from "./evidence.ts";

type Wanted<Of> = { [Key in keyof Of]?: Of[Key] extends string ? Of[Key] | RegExp : unknown };
export type WantedSpan = Wanted<Pick<Span, "service" | "name" | "kind" | "status">> & {
  attributes?: Record<string, unknown>;
};
export type WantedLine = Wanted<Pick<LogLine, "service" | "level" | "message">> & {
  attributes?: Record<string, unknown>;
};
type Waiting = { timeout?: number };

const usualMs = 60_000;

export const expect = base.extend({
  toHaveSpan(evidence: Evidence, wanted: WantedSpan, waiting?: Waiting) {
    const say = ({ service, name, kind, status }: Span) => `${service}: ${name} (${kind}, ${status})`;
    return look({ evidence, read: evidence.spans, say, wanted, waiting, isNot: this.isNot });
  },
  toHaveLogLine(evidence: Evidence, wanted: WantedLine, waiting?: Waiting) {
    const say = ({ service, level, message }: LogLine) => `${service} ${level}: ${message}`;
    return look({ evidence, read: evidence.lines, say, wanted, waiting, isNot: this.isNot });
  },
});

type Looking<Item> = {
  evidence: Evidence;
  read(): Promise<readonly Item[]>;
  say(item: Item): string;
  wanted: object;
  waiting: Waiting | undefined;
  isNot: boolean;
};

async function look<Item extends object>({ evidence, read, say, wanted, waiting, isNot }: Looking<Item>) {
  // That something is missing is known only when nothing comes any more.
  if (isNot) await evidence.trace();
  const giveUpAt = isNot ? 0 : Date.now() + (waiting?.timeout ?? usualMs);
  for (;;) {
    const items = await read();
    const pass = items.some((item) => fits(item, wanted));
    if (pass || Date.now() >= giveUpAt) return { pass, message: () => tell(isNot, wanted, items.map(say)) };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tell(isNot: boolean, wanted: object, left: readonly string[]): string {
  const list = left.map((one) => `  ${one}`).join("\n");
  return `${isNot ? "Did not want" : "Wanted"} ${show(wanted)}. The last action left:\n${list || "  nothing"}`;
}

function fits(item: object, wanted: object): boolean {
  return Object.entries(wanted).every(([key, want]) => {
    const value: unknown = Reflect.get(item, key);
    if (want instanceof RegExp) return want.test(String(value));
    if (typeof want === "object" && want !== null)
      return typeof value === "object" && value !== null && fits(value, want);
    return value === want;
  });
}

function show(wanted: object): string {
  return JSON.stringify(wanted, (_, value) => (value instanceof RegExp ? String(value) : value));
}
