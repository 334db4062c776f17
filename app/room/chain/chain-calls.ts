/** What becomes of one service on the way, and in which words. */
export type ChainPlace = { service: string; says: string; trouble?: "failed" | "waited" };

export type ChainCall = {
  path: string;
  title: string;
  says: string;
  places: readonly ChainPlace[];
};

export const chainCalls: readonly ChainCall[] = [
  {
    path: "/checkout/success",
    title: "All goes well",
    says: "The payment is taken and the goods are set aside. The answer has an order id.",
    places: [
      { service: "api-gateway", says: "answers 200" },
      { service: "order-service", says: "takes the order" },
      { service: "payment-service", says: "takes the payment" },
      { service: "inventory-service", says: "sets the goods aside" },
    ],
  },
  {
    path: "/checkout/order-fail-pay",
    title: "The payment fails",
    says: "One service throws, and everybody above it fails with it. Only its own log line says why.",
    places: [
      { service: "api-gateway", says: "answers 500", trouble: "waited" },
      { service: "order-service", says: "cannot go on", trouble: "waited" },
      { service: "payment-service", says: "throws a ValueError", trouble: "failed" },
      { service: "inventory-service", says: "is not asked" },
    ],
  },
  {
    path: "/checkout/order-timeout",
    title: "The inventory hangs",
    says: "Nobody throws. One service is silent and its caller gives up: find it where the waiting ends.",
    places: [
      { service: "api-gateway", says: "answers 500", trouble: "waited" },
      { service: "order-service", says: "cannot go on", trouble: "waited" },
      { service: "payment-service", says: "gives up waiting", trouble: "waited" },
      { service: "inventory-service", says: "does not answer in time", trouble: "failed" },
    ],
  },
];
