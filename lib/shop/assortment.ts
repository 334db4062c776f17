// What the two shops sell when they are freshly stocked. Pictures are named after the slug.
import type { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

type Article = Pick<Product, "sku" | "slug" | "name" | "category" | "priceMinor" | "stock" | "description">;

const merch: readonly Article[] = [
  {
    sku: "FM-EL-01",
    slug: "flaky-cable",
    name: "Flaky Cable",
    category: "Electronics",
    priceMinor: 1_290,
    stock: 120,
    description: "One metre of USB-C that works if you hold it just so. Found in every good test lab.",
  },
  {
    sku: "FM-EL-02",
    slug: "single-point-of-failure",
    name: "Single Point of Failure",
    category: "Electronics",
    priceMinor: 2_490,
    stock: 1,
    description: "A power strip with room for exactly one plug. Everything you own can hang off it.",
  },
  {
    sku: "FM-EL-03",
    slug: "night-shift-pager",
    name: "Night Shift Pager",
    category: "Electronics",
    priceMinor: 5_900,
    stock: 35,
    description: "Refurbished, one owner, hardly slept. Rings at three in the morning, whatever you set.",
  },
  {
    sku: "FM-CL-01",
    slug: "works-on-my-machine-tee",
    name: "Works on My Machine Tee",
    category: "Clothing",
    priceMinor: 2_400,
    stock: 200,
    description: "Heavy cotton in one size: mine. We could not reproduce any complaints about the fit.",
  },
  {
    sku: "FM-CL-02",
    slug: "graceful-degradation-jumper",
    name: "Graceful Degradation Jumper",
    category: "Clothing",
    priceMinor: 8_900,
    stock: 24,
    description: "Unravels from the cuff, slowly and in a sensible order. The warm parts go last.",
  },
  {
    sku: "FM-CL-03",
    slug: "cold-standby-socks",
    name: "Cold Standby Socks",
    category: "Clothing",
    priceMinor: 1_450,
    stock: 80,
    description: "Three in a pack: two in service, one in the drawer, ready to take over.",
  },
  {
    sku: "FM-BK-01",
    slug: "little-book-of-retries",
    name: "The Little Book of Retries",
    category: "Books",
    priceMinor: 1_800,
    stock: 64,
    description:
      "Read it. If that fails, wait twice as long and read it again. With a little jitter on every page.",
  },
  {
    sku: "FM-BK-02",
    slug: "forty-outages-no-culprits",
    name: "Forty Outages, No Culprits",
    category: "Books",
    priceMinor: 3_200,
    stock: 40,
    description: "Postmortems worth reading twice, and not one name to blame. It was DNS in chapter nine.",
  },
  {
    sku: "FM-HG-01",
    slug: "leaky-bucket",
    name: "Leaky Bucket",
    category: "Home & Garden",
    priceMinor: 1_990,
    stock: 55,
    description:
      "Lets out one drop a second, however fast you pour. Holds ten litres, then declines politely.",
  },
  {
    sku: "FM-HG-02",
    slug: "dependency-bonsai",
    name: "Dependency Bonsai",
    category: "Home & Garden",
    priceMinor: 4_500,
    stock: 12,
    description: "A small tree on 1,204 roots. Water weekly, and prune nothing you do not understand.",
  },
];

const coupons: readonly Article[] = [
  {
    sku: "FM-PC-01",
    slug: "three-nines",
    name: "Three Nines",
    category: "Percent off",
    priceMinor: 299,
    stock: 999,
    description: "9.99 % off your next order. Works 99.9 % of the time; the rest is planned.",
  },
  {
    sku: "FM-PC-02",
    slug: "half-open",
    name: "Half-Open",
    category: "Percent off",
    priceMinor: 900,
    stock: 50,
    description: "50 % off one trial order. If that goes through, we talk about the next.",
  },
  {
    sku: "FM-PC-03",
    slug: "canary",
    name: "Canary",
    category: "Percent off",
    priceMinor: 100,
    stock: 100,
    description: "1 % off, for one shopper in a hundred. So far nobody has complained.",
  },
  {
    sku: "FM-MO-01",
    slug: "error-budget",
    name: "Error Budget",
    category: "Money off",
    priceMinor: 800,
    stock: 28,
    description: "Ten euros to spend on whatever goes wrong this month. What is left over expires.",
  },
  {
    sku: "FM-MO-02",
    slug: "rollback",
    name: "Rollback",
    category: "Money off",
    priceMinor: 1_900,
    stock: 60,
    description: "Turns your last order back and leaves 25 euros in its place. Like nothing happened.",
  },
  {
    sku: "FM-DE-01",
    slug: "at-least-once-delivery",
    name: "At-Least-Once Delivery",
    category: "Delivery",
    priceMinor: 490,
    stock: 300,
    description: "Free delivery, guaranteed to arrive. Please be ready for the second parcel.",
  },
  {
    sku: "FM-DE-02",
    slug: "exactly-once-delivery",
    name: "Exactly-Once Delivery",
    category: "Delivery",
    priceMinor: 4_900,
    stock: 0,
    description: "One order, one parcel, no questions. Sold out, as the literature predicts.",
  },
  {
    sku: "FM-DE-03",
    slug: "retry-after",
    name: "Retry-After",
    category: "Delivery",
    priceMinor: 350,
    stock: 150,
    description: "Not at home? The courier tries again, and waits a little longer each time.",
  },
];

export const assortment: readonly Product[] = [...inTenant("merch", merch), ...inTenant("coupons", coupons)];

function inTenant(tenant: Tenant, articles: readonly Article[]): Product[] {
  return articles.map((article) => ({
    ...article,
    tenant,
    currency: "EUR",
    picture: `/products/${article.slug}.svg`,
  }));
}
