/** What a key of one attempt is sent in. */
export const idempotencyHeader = "idempotency-key";
