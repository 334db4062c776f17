// Every endpoint, in one table: dispatch, 405 answers, /openapi.json and the tests read it. Hot ones are
// served by server.ts without Next's router; the same route.ts exports answer either way.
import type { RouteHandler } from "#lib/http/route-spec.ts";
import * as browserErrors from "./api/browser-errors/route.ts";
import * as cartItem from "./api/cart/items/[sku]/route.ts";
import * as cartItems from "./api/cart/items/route.ts";
import * as cart from "./api/cart/route.ts";
import * as checkoutState from "./api/checkout/[key]/route.ts";
import * as checkout from "./api/checkout/route.ts";
import * as cspReports from "./api/csp-reports/route.ts";
import * as edge from "./api/edges/[from]/[to]/route.ts";
import * as fault from "./api/faults/[id]/route.ts";
import * as faultKinds from "./api/faults/kinds/route.ts";
import * as faults from "./api/faults/route.ts";
import * as flashLoad from "./api/flash-sales/[id]/load/route.ts";
import * as flashOrders from "./api/flash-sales/[id]/orders/route.ts";
import * as flashSale from "./api/flash-sales/[id]/route.ts";
import * as flashSales from "./api/flash-sales/route.ts";
import * as logs from "./api/logs/route.ts";
import * as meshReports from "./api/mesh/reports/route.ts";
import * as refunds from "./api/orders/[orderId]/refunds/route.ts";
import * as order from "./api/orders/[orderId]/route.ts";
import * as orders from "./api/orders/route.ts";
import * as processHealth from "./api/process-health/route.ts";
import * as product from "./api/products/[sku]/route.ts";
import * as products from "./api/products/route.ts";
import * as service from "./api/services/[id]/route.ts";
import * as statusChanges from "./api/status-changes/route.ts";
import * as topology from "./api/topology/route.ts";
import * as trace from "./api/traces/[traceId]/route.ts";
import * as traces from "./api/traces/route.ts";
import * as traffic from "./api/traffic/route.ts";
import * as failingPayment from "./checkout/order-fail-pay/route.ts";
import * as hangingInventory from "./checkout/order-timeout/route.ts";
import * as successfulCheckout from "./checkout/success/route.ts";
import * as health from "./health/route.ts";
import * as metrics from "./metrics/route.ts";
import * as openapi from "./openapi.json/route.ts";
import * as ready from "./ready/route.ts";
import * as hop from "./services/[service]/[operation]/route.ts";
import * as services from "./services/route.ts";
import * as simulateFailure from "./simulate-failure/route.ts";

export type Endpoint = { handlers: Record<string, RouteHandler>; hot: boolean };

export const endpoints: readonly Endpoint[] = [
  { handlers: health, hot: true },
  { handlers: ready, hot: true },
  { handlers: metrics, hot: true },
  { handlers: services, hot: true },
  { handlers: hop, hot: true },
  { handlers: faults, hot: true },
  { handlers: faultKinds, hot: true },
  { handlers: fault, hot: true },
  { handlers: simulateFailure, hot: true },
  { handlers: meshReports, hot: true },
  { handlers: cartItems, hot: true },
  { handlers: cartItem, hot: true },
  { handlers: cart, hot: true },
  { handlers: product, hot: true },
  { handlers: flashOrders, hot: true },
  { handlers: flashLoad, hot: true },
  { handlers: flashSale, hot: true },
  { handlers: flashSales, hot: true },
  { handlers: products, hot: false },
  { handlers: checkout, hot: true },
  { handlers: checkoutState, hot: true },
  { handlers: orders, hot: true },
  { handlers: order, hot: true },
  { handlers: refunds, hot: true },
  { handlers: successfulCheckout, hot: true },
  { handlers: failingPayment, hot: true },
  { handlers: hangingInventory, hot: true },
  { handlers: processHealth, hot: false },
  { handlers: topology, hot: false },
  { handlers: edge, hot: false },
  { handlers: service, hot: false },
  { handlers: statusChanges, hot: false },
  { handlers: traffic, hot: false },
  { handlers: traces, hot: false },
  { handlers: trace, hot: false },
  { handlers: logs, hot: false },
  { handlers: browserErrors, hot: false },
  { handlers: cspReports, hot: false },
  { handlers: openapi, hot: false },
];
