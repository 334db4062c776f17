// The shapes of the traces that fill the warehouse, as what calls what. A call is two spans, the caller's and the
// callee's, as the mesh records them; a visit begins with one.
export type Call = {
  service: string;
  operation: string;
  kind: "http" | "database" | "cache";
  medianMs: number;
  calls: readonly Call[];
};
export type Shape = { weight: number; root: Call };

const http = (service: string, operation: string, medianMs: number, ...calls: Call[]): Call => ({
  service,
  operation: operation.includes(" ") ? operation : `POST /services/${service}/${operation}`,
  kind: "http",
  medianMs,
  calls,
});
const database = (operation: string, medianMs = 2): Call => ({
  service: "db-service",
  operation,
  kind: "database",
  medianMs,
  calls: [],
});
const cache = (operation: string): Call => ({
  service: "cache-service",
  operation,
  kind: "cache",
  medianMs: 0.4,
  calls: [],
});

const verify = http("auth-service", "verify", 6, database("SELECT shoppers"));
const prices = http("inventory-service", "prices", 5, cache("GET entries"), database("SELECT products"));
const profile = http("user-service", "profile", 7, cache("GET entries"), database("SELECT profiles"));
const place = http(
  "order-service",
  "place",
  20,
  prices,
  http(
    "payment-service",
    "authorise",
    35,
    database("INSERT payments", 4),
    http("inventory-service", "reserve", 9, database("UPDATE stock", 3)),
  ),
  database("INSERT orders", 4),
  http("notification-service", "notify", 12),
);

/** A small share of pages, most of what people do behind them. */
export const shapes: readonly Shape[] = [
  { weight: 26, root: http("faultmart", "GET /shop/[tenant]", 9) },
  { weight: 10, root: http("faultmart", "GET /shop/[tenant]/p/[slug]", 7) },
  { weight: 16, root: http("faultmart", "GET /api/products", 4, database("SELECT products", 3)) },
  { weight: 12, root: http("faultmart", "POST /api/cart/items", 8, database("INSERT cart_items", 3)) },
  { weight: 8, root: http("api-gateway", "sign-in", 10, verify) },
  { weight: 8, root: http("api-gateway", "account", 14, verify, profile) },
  { weight: 8, root: http("api-gateway", "quote", 18, http("order-service", "quote", 12, prices)) },
  { weight: 12, root: http("api-gateway", "checkout", 30, verify, profile, place) },
];
