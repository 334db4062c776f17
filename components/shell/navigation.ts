// Every page a reader can go to by name. The bars, the palette and the keys all read this.
export type PageEntry = {
  label: string;
  href: string;
  /** What else a reader may type to find it. */
  words: string;
  /** `g` and then this letter goes there. */
  goKey: string;
  /** Pages that belong to it, though their addresses do not say so. */
  around?: readonly string[];
};

/** Reached from the end of the shop's bar; each shop has its own. */
const shopPages = [
  { label: "Cart", href: "/shop/merch/cart", words: "basket bag buy checkout", goKey: "b" },
  { label: "Orders", href: "/shop/merch/orders", words: "bought receipts history refunds", goKey: "o" },
  { label: "Flash sales", href: "/shop/merch/flash", words: "sale countdown crowd load stock", goKey: "f" },
] satisfies PageEntry[];

export type SectionEntry = {
  id: "shop" | "room" | "docs";
  label: string;
  href: string;
  pages: readonly PageEntry[];
  /** They have keys and are found by name, but stand elsewhere than among the bar's links. */
  apart?: readonly PageEntry[];
};

export const home: PageEntry = { label: "Front door", href: "/", words: "home start", goKey: "h" };

export const sections: readonly SectionEntry[] = [
  {
    id: "shop",
    label: "Shop",
    href: "/shop/merch",
    pages: [
      { label: "Merch", href: "/shop/merch", words: "shop products catalogue", goKey: "s" },
      { label: "Coupons", href: "/shop/coupons", words: "shop discounts", goKey: "c" },
    ],
    apart: shopPages,
  },
  {
    id: "room",
    label: "Control room",
    href: "/room",
    pages: [
      { label: "Overview", href: "/room", words: "control room process health dashboard", goKey: "r" },
      {
        label: "Alerts",
        href: "/room/alerts",
        words: "board firing acknowledge silence incidents vendors",
        goKey: "e",
        around: ["/room/silences", "/room/notifications"],
      },
      { label: "Graph", href: "/room/graph", words: "services dependencies mesh topology break", goKey: "g" },
      { label: "Traces", href: "/room/traces", words: "requests spans waterfall errors slow", goKey: "t" },
      { label: "Logs", href: "/room/logs", words: "lines messages levels errors", goKey: "l" },
      {
        label: "Metrics",
        href: "/room/metrics",
        words: "charts rates quantiles prometheus exemplars",
        goKey: "m",
      },
      {
        label: "Chain",
        href: "/room/chain",
        words: "checkout scripted requests success fail timeout try",
        goKey: "n",
      },
      {
        label: "Vendors",
        href: "/room/vendors",
        words: "restaurants sellers status offline products discount stock jobs",
        goKey: "d",
      },
    ],
    apart: [
      { label: "Silences", href: "/room/silences", words: "mute quiet maintenance alerts", goKey: "i" },
    ],
  },
  {
    id: "docs",
    label: "Docs",
    href: "/docs/api",
    pages: [
      { label: "API", href: "/docs/api", words: "endpoints openapi reference problems", goKey: "a" },
      { label: "Severities", href: "/docs/severities", words: "colours glyphs legend", goKey: "v" },
      { label: "Keyboard", href: "/docs/keyboard", words: "keys shortcuts help", goKey: "k" },
    ],
  },
];

export const everyPage: readonly (PageEntry & { section: string })[] = [
  { ...home, section: "Faultmart" },
  ...sections.flatMap(({ label, pages, apart = [] }) =>
    [...pages, ...apart].map((page) => ({ ...page, section: label })),
  ),
];

/** The cart and the orders are those of the shop where one is. */
export function hrefFrom(path: string, href: string): string {
  const inCoupons = path === "/shop/coupons" || path.startsWith("/shop/coupons/");
  return inCoupons && shopPages.some((page) => page.href === href)
    ? href.replace("/merch/", "/coupons/")
    : href;
}

type FurtherPage = Omit<PageEntry, "goKey"> & { section: string };

const servicePages: FurtherPage[] = [
  ["api-gateway", "API gateway"],
  ["auth-service", "Authentication"],
  ["user-service", "Users"],
  ["order-service", "Orders"],
  ["payment-service", "Payments"],
  ["inventory-service", "Inventory"],
  ["notification-service", "Notifications"],
  ["db-service", "Database"],
  ["cache-service", "Cache"],
].map(([id, label = ""]) => ({
  label,
  href: `/room/services/${id}`,
  words: `service ${id}`,
  section: "Service",
}));

/** Pages that the palette finds by name, too many for bars and keys of their own. */
export const furtherPages: readonly FurtherPage[] = [
  {
    label: "Thresholds",
    href: "/room/vendors/thresholds",
    words: "vendors limits severities margin alert",
    section: "Control room",
  },
  {
    label: "Notifications",
    href: "/room/notifications",
    words: "alerts channels e-mail slack webhook told",
    section: "Control room",
  },
  ...servicePages,
];

/** The section whose pages share the path's first part. */
export function sectionOf(path: string): SectionEntry | undefined {
  return sections.find((section) => path === `/${section.id}` || path.startsWith(`/${section.id}/`));
}

/** A page is also where one is while looking at what belongs to it; below `/room` lies the whole section. */
export function isHere({ href, around = [] }: PageEntry, path: string): "page" | "true" | undefined {
  if (href === path) return "page";
  const wholeSection = sections.some(({ id }) => href === `/${id}`);
  const isBelow = !wholeSection && path.startsWith(`${href}/`);
  return isBelow || around.includes(path) ? "true" : undefined;
}
