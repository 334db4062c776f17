// A whole trace as a page needs it first: who called whom, when, how long, whether it failed. What a span says besides is
// asked for when somebody opens it. Written as two texts, because ten thousand objects would take longer than all the rest.

export const spanKinds = ["internal", "server", "client", "producer", "consumer"] as const;
export type SpanKind = (typeof spanKinds)[number];

export type OutlineSpan = {
  spanId: string;
  /** The place of its caller among the spans; -1 without one. */
  parent: number;
  /** It names a caller that is not among the spans. */
  orphan: boolean;
  service: string;
  name: string;
  kind: SpanKind;
  failed: boolean;
  /** Since the start of the trace. */
  startUs: number;
  durationUs: number;
};

export type TraceOutline = {
  traceId: string;
  /** Microseconds since the epoch. */
  startUs: number;
  durationUs: number;
  /** The trace has more spans than these. */
  cut: boolean;
  services: string[];
  names: string[];
  spanIds: string;
  numbers: string;
};

const numbersOfSpan = 7;
const orphanParent = -2;

type Told = Pick<TraceOutline, "traceId" | "startUs" | "durationUs" | "cut">;

export function writeOutline(told: Told, spans: readonly OutlineSpan[]): TraceOutline {
  const services = new Map<string, number>();
  const names = new Map<string, number>();
  const numbers = spans.map((span) => {
    const parent = span.orphan ? orphanParent : span.parent;
    const called = `${placeIn(services, span.service)},${placeIn(names, span.name)},${spanKinds.indexOf(span.kind)}`;
    return `${parent},${called},${span.failed ? 1 : 0},${span.startUs},${span.durationUs}`;
  });
  return {
    ...told,
    services: [...services.keys()],
    names: [...names.keys()],
    spanIds: spans.map(({ spanId }) => spanId).join(","),
    numbers: numbers.join(","),
  };
}

export function readOutline({ services, names, spanIds, numbers }: TraceOutline): OutlineSpan[] {
  if (numbers === "") return [];
  const read = numbers.split(",");
  const numberAt = (at: number) => Number(read[at] ?? 0);
  return spanIds.split(",").map((spanId, place) => {
    const at = place * numbersOfSpan;
    const parent = numberAt(at);
    return {
      spanId,
      parent: parent === orphanParent ? -1 : parent,
      orphan: parent === orphanParent,
      service: services[numberAt(at + 1)] ?? "",
      name: names[numberAt(at + 2)] ?? "",
      kind: spanKinds[numberAt(at + 3)] ?? "internal",
      failed: numberAt(at + 4) === 1,
      startUs: numberAt(at + 5),
      durationUs: numberAt(at + 6),
    };
  });
}

function placeIn(known: Map<string, number>, text: string): number {
  const there = known.get(text);
  if (there !== undefined) return there;
  known.set(text, known.size);
  return known.size - 1;
}
