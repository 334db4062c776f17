// Which vendors of all are shown, in which order, and how they divide. The address says it; server and page read it alike.
import { type Severity, severities } from "#lib/contract/severity.ts";
import type { VendorSummary } from "#lib/contract/vendor-answers.ts";
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";

export const vendorSorts = ["worst", "newest", "name", "city", "offline", "products", "discount"] as const;
export type VendorSort = (typeof vendorSorts)[number];
export const vendorStates = ["offline", "online"] as const;
export type VendorState = (typeof vendorStates)[number];

export type VendorView = {
  q: string;
  severities: readonly Severity[];
  city: string | undefined;
  state: VendorState | undefined;
  /** Judged by this one alone; otherwise by the worst of all that is known. */
  question: VendorQuestion | undefined;
  sort: VendorSort;
};

const longestText = 100;

/** What the address says wrongly is left out, so that a link that was cut still shows something. */
export function readVendorView(params: { get(name: string): string | null }): VendorView {
  const said = (params.get("severity") ?? "").split(",");
  return {
    q: (params.get("q") ?? "").trim().slice(0, longestText),
    severities: severities.filter((severity) => said.includes(severity)),
    city: params.get("city")?.trim() || undefined,
    state: vendorStates.find((state) => state === params.get("status")),
    question: vendorQuestions.find((question) => question === params.get("question")),
    sort: vendorSorts.find((sort) => sort === params.get("sort")) ?? "worst",
  };
}

export function isNarrowed({ q, severities: chosen, city, state, question }: VendorView): boolean {
  return q !== "" || chosen.length > 0 || [city, state, question].some((each) => each !== undefined);
}

/** Undefined where nothing is known of it. */
export function severityBy(
  vendor: VendorSummary,
  question: VendorQuestion | undefined,
): Severity | undefined {
  if (question === undefined) return vendor.worst;
  return readingOf(vendor, question)?.severity;
}

function readingOf({ status, products, discount }: VendorSummary, question: VendorQuestion) {
  return { "vendor-status": status, "vendor-product-status": products, "discount-stock": discount }[question];
}

/** Since when it is as bad as it is. */
export function sinceBy(vendor: VendorSummary, question: VendorQuestion | undefined): string {
  return (question && readingOf(vendor, question)?.since) ?? vendor.since;
}

type Facet = "severities" | "city" | "state";
const fits: Record<"q" | Facet, (vendor: VendorSummary, view: VendorView) => boolean> = {
  q: ({ code, name, city, discount }, { q }) =>
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => `${code} ${name} ${city} ${discount?.product ?? ""}`.toLowerCase().includes(word)),
  severities: (vendor, { severities: chosen, question }) => {
    const severity = severityBy(vendor, question);
    return severity !== undefined && (chosen.length === 0 || chosen.includes(severity));
  },
  city: (vendor, { city }) => city === undefined || vendor.city === city,
  state: ({ status }, { state }) => state === undefined || status?.status === state,
};

export function shownVendors(vendors: readonly VendorSummary[], view: VendorView): VendorSummary[] {
  const tests = Object.values(fits);
  return vendors
    .filter((vendor) => tests.every((passes) => passes(vendor, view)))
    .sort(orders(view)[view.sort]);
}

const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
/** What is not known comes last. */
const byNumber = (one: number | undefined, other: number | undefined) =>
  (one ?? Number.POSITIVE_INFINITY) - (other ?? Number.POSITIVE_INFINITY) || 0;

type Order = (one: VendorSummary, other: VendorSummary) => number;

function orders({ question }: VendorView): Record<VendorSort, Order> {
  const rank = (vendor: VendorSummary) => severities.indexOf(severityBy(vendor, question) ?? "dark-green");
  const newest: Order = (one, other) => byText(sinceBy(other, question), sinceBy(one, question));
  const name: Order = (one, other) => byText(one.name, other.name) || byText(one.code, other.code);
  const worst: Order = (one, other) => rank(one) - rank(other) || newest(one, other) || name(one, other);
  const then =
    (first: Order): Order =>
    (one, other) =>
      first(one, other) || worst(one, other);
  const offlineFor = ({ status }: VendorSummary) =>
    status?.status === "offline" ? -status.offlineMinutes : undefined;
  return {
    worst,
    newest: then(newest),
    name,
    city: then((one, other) => byText(one.city, other.city)),
    offline: then((one, other) => byNumber(offlineFor(one), offlineFor(other))),
    products: then((one, other) =>
      byNumber(one.products?.availablePercent, other.products?.availablePercent),
    ),
    discount: then((one, other) => byNumber(one.discount?.leftPercent, other.discount?.leftPercent)),
  };
}

export type VendorCounts = {
  severities: Readonly<Record<Severity, number>>;
  states: Readonly<Record<VendorState, number>>;
  /** In the order of their names. */
  cities: readonly { city: string; vendors: number }[];
};

/** Of each value: how many there would be with it and everything else that is asked. */
export function countVendors(vendors: readonly VendorSummary[], view: VendorView): VendorCounts {
  const without = (facet: Facet) => {
    const others = (Object.keys(fits) as (keyof typeof fits)[]).filter((name) => name !== facet);
    return vendors.filter((vendor) => others.every((name) => fits[name](vendor, view)));
  };
  const bySeverity = Object.groupBy(
    without("severities"),
    (vendor) => severityBy(vendor, view.question) ?? "unknown",
  );
  const byState = Object.groupBy(without("state"), ({ status }) => status?.status ?? "unknown");
  const byCity = Map.groupBy(without("city"), ({ city }) => city);
  return {
    severities: Object.fromEntries(
      severities.map((severity) => [severity, bySeverity[severity]?.length ?? 0]),
    ) as Record<Severity, number>,
    states: { offline: byState.offline?.length ?? 0, online: byState.online?.length ?? 0 },
    cities: [...byCity]
      .map(([city, those]) => ({ city, vendors: those.length }))
      .sort((one, other) => byText(one.city, other.city)),
  };
}
