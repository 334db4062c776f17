// What the seven HTTP services offer each other. Those of the database and the cache are in data-operations.ts.
import { z } from "zod";
import { defineOperation } from "#lib/mesh/operation.ts";
import {
  Amount,
  CardEnding,
  Freshness,
  Lines,
  OrderId,
  OrderPlaced,
  PaymentId,
  Quote,
  Session,
  Shopper,
  ShopperId,
} from "./contracts.ts";
import { Bought, NewRefund, OrderState, Purchase, Refunded, VisitorId } from "./purchase-contracts.ts";

export const gateway = {
  signIn: defineOperation({
    service: "api-gateway",
    name: "sign-in",
    input: z.object({ session: Session }),
    output: z.object({ shopperId: ShopperId }),
    repeatable: true,
  }),
  account: defineOperation({
    service: "api-gateway",
    name: "account",
    input: z.object({ session: Session }),
    output: Shopper,
    repeatable: true,
  }),
  quote: defineOperation({
    service: "api-gateway",
    name: "quote",
    input: z.object({ lines: Lines }),
    output: Quote,
    repeatable: true,
  }),
  checkout: defineOperation({
    service: "api-gateway",
    name: "checkout",
    input: z.object({ session: Session, lines: Lines, cardEnding: CardEnding }),
    output: OrderPlaced,
    repeatable: false,
  }),
  /** A visitor's checkout, from the cart to the paid order. */
  buy: defineOperation({
    service: "api-gateway",
    name: "buy",
    input: Purchase,
    output: Bought,
    repeatable: false,
  }),
  refund: defineOperation({
    service: "api-gateway",
    name: "refund",
    input: NewRefund,
    output: Refunded,
    repeatable: false,
  }),
};

export const auth = {
  signIn: defineOperation({
    service: "auth-service",
    name: "sign-in",
    input: z.object({ session: Session }),
    output: z.object({ shopperId: ShopperId }),
    repeatable: true,
  }),
  /** As `signIn`, but believes what the session says while the database cannot be asked. */
  verify: defineOperation({
    service: "auth-service",
    name: "verify",
    input: z.object({ session: Session }),
    output: z.object({ shopperId: ShopperId }),
    repeatable: true,
  }),
  /** Visitors of the shop have no account: they are let in as guests. */
  admit: defineOperation({
    service: "auth-service",
    name: "admit",
    input: z.object({ visitorId: VisitorId }),
    output: z.object({ shopperId: ShopperId }),
    repeatable: true,
  }),
};

export const users = {
  profile: defineOperation({
    service: "user-service",
    name: "profile",
    input: z.object({ shopperId: ShopperId }),
    output: Shopper,
    repeatable: true,
  }),
  recognise: defineOperation({
    service: "user-service",
    name: "recognise",
    input: z.object({ shopperId: ShopperId }),
    output: z.object({ shopperId: ShopperId, name: z.string() }),
    repeatable: true,
  }),
};

export const orders = {
  quote: defineOperation({
    service: "order-service",
    name: "quote",
    input: z.object({ lines: Lines }),
    output: Quote,
    repeatable: true,
  }),
  place: defineOperation({
    service: "order-service",
    name: "place",
    input: z.object({ shopperId: ShopperId, lines: Lines, cardEnding: CardEnding }),
    output: OrderPlaced,
    repeatable: false,
  }),
  buy: defineOperation({
    service: "order-service",
    name: "buy",
    input: Purchase.extend({ shopperId: ShopperId }),
    output: Bought,
    repeatable: false,
  }),
  refund: defineOperation({
    service: "order-service",
    name: "refund",
    input: NewRefund,
    output: Refunded,
    repeatable: false,
  }),
};

export const payments = {
  authorize: defineOperation({
    service: "payment-service",
    name: "authorize",
    input: z.object({ orderId: OrderId, lines: Lines, cardEnding: CardEnding, ...Amount }),
    output: z.object({ paymentId: PaymentId }),
    repeatable: false,
  }),
  /** Authorises, places the order and takes the money. */
  pay: defineOperation({
    service: "payment-service",
    name: "pay",
    input: Purchase,
    output: Bought,
    repeatable: false,
  }),
  /** Brings an order that is not paid yet to its end, by what the card network's books say. */
  settle: defineOperation({
    service: "payment-service",
    name: "settle",
    input: z.object({ orderId: OrderId }),
    output: OrderState,
    repeatable: true,
  }),
  refund: defineOperation({
    service: "payment-service",
    name: "refund",
    input: NewRefund,
    output: Refunded,
    repeatable: false,
  }),
};

export const inventory = {
  /** What the goods cost together, if there are enough of them. */
  check: defineOperation({
    service: "inventory-service",
    name: "check",
    input: z.object({ lines: Lines, freshness: Freshness.default("recent") }),
    output: Quote,
    repeatable: true,
  }),
  /** As `check`, on what the database says now. */
  reserve: defineOperation({
    service: "inventory-service",
    name: "reserve",
    input: z.object({ orderId: OrderId, lines: Lines }),
    output: Quote,
    repeatable: true,
  }),
  /** Sets the goods of a paid order aside for the parcel. */
  pick: defineOperation({
    service: "inventory-service",
    name: "pick",
    input: z.object({ orderId: OrderId, lines: Lines }),
    output: z.object({ picked: z.int() }),
    repeatable: true,
  }),
};

export const notifications = {
  send: defineOperation({
    service: "notification-service",
    name: "send",
    input: z.object({ template: z.enum(["order-placed"]), shopperId: ShopperId, orderId: OrderId }),
    output: z.object({ accepted: z.literal(true) }),
    repeatable: false,
  }),
};
