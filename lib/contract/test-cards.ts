// Without a schema, so that a form that offers them does not load one.
/** Cards of the test network: what it answers to each. Any other number that is one pays. */
export const testCards = [
  { number: "4242 4242 4242 4242", says: "pays", refusal: undefined },
  { number: "4000 0000 0000 0002", says: "is declined", refusal: "card_declined" },
  { number: "4000 0000 0000 9995", says: "has no money on it", refusal: "insufficient_funds" },
  { number: "4000 0000 0000 0069", says: "has expired", refusal: "card_expired" },
  { number: "4000 0000 0000 0127", says: "has another security code", refusal: "cvc_incorrect" },
  {
    number: "4000 0000 0000 0341",
    says: "is authorised, and declined when the money is taken",
    refusal: undefined,
  },
] as const;
export type CardRefusal = Exclude<(typeof testCards)[number]["refusal"], undefined>;
