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
  const numbers: number[] = [];
  for (const span of spans) {
    numbers.push(
      span.orphan ? orphanParent : span.parent,
      placeIn(services, span.service),
      placeIn(names, span.name),
      spanKinds.indexOf(span.kind),
      span.failed ? 1 : 0,
      span.startUs,
      span.durationUs,
    );
  }
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
  const read = numbers.split(",").map(Number);
  return spanIds.split(",").map((spanId, at) => {
    const [parent = -1, service = 0, name = 0, kind = 0, failed = 0, startUs = 0, durationUs = 0] =
      read.slice(at * numbersOfSpan, (at + 1) * numbersOfSpan);
    return {
      spanId,
      parent: parent === orphanParent ? -1 : parent,
      orphan: parent === orphanParent,
      service: services[service] ?? "",
      name: names[name] ?? "",
      kind: spanKinds[kind] ?? "internal",
      failed: failed === 1,
      startUs,
      durationUs,
    };
  });
}

function placeIn(known: Map<string, number>, text: string): number {
  const place = known.get(text) ?? known.size;
  known.set(text, place);
  return place;
}
