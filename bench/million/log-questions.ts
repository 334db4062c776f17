// What readers ask of the log lines: a page of lines, how many there were over time, and what they divide into. Over all
// of the time, so that nothing but the question makes them few.
import { rareWord } from "./messages.ts";
import type { Asking, Question } from "./questions.ts";

type Endpoint = "logs" | "logs/histogram" | "logs/facets";

const asked = (endpoint: Endpoint, q: string, { fromMs, toMs }: Asking) =>
  `/api/${endpoint}?${new URLSearchParams({
    ...(q === "" ? {} : { q }),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  })}`;

const searched: readonly (readonly [name: string, q: (asking: Asking) => string])[] = [
  ["rare word", () => rareWord],
  ["frequent word", () => "order"],
  ["word that nobody wrote", ({ random }) => `nowhere${random.integer(1_000_000)}`],
  ["phrase", () => '"connection reset by peer"'],
  ["field", () => "level:error service:payment-service"],
  ["attribute", ({ random }) => `worker:${random.integer(64)}`],
  ["attribute that nobody has", ({ random }) => `worker:${100 + random.integer(1_000)}`],
  ["attribute above a number", () => "duration_ms:>=400"],
  ["all but a word", () => "-order -cart level:warn"],
];

export const logQuestions: readonly Question[] = [
  ...searched.map(([name, q]) => ({ name, path: (asking: Asking) => asked("logs", q(asking), asking) })),
  { name: "lines over time", path: (asking) => asked("logs/histogram", "", asking) },
  { name: "lines with a word over time", path: (asking) => asked("logs/histogram", "order", asking) },
  { name: "facets", path: (asking) => asked("logs/facets", "", asking) },
  { name: "facets of a word", path: (asking) => asked("logs/facets", "order", asking) },
];
