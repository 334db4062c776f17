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
};

export const users = {
  profile: defineOperation({
    service: "user-service",
    name: "profile",
    input: z.object({ shopperId: ShopperId }),
    output: Shopper,
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
};

export const payments = {
  authorize: defineOperation({
    service: "payment-service",
    name: "authorize",
    input: z.object({ orderId: OrderId, lines: Lines, cardEnding: CardEnding, ...Amount }),
    output: z.object({ paymentId: PaymentId }),
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
