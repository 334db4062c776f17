import type { AppError } from "#lib/kernel/errors.ts";

/** One attempt to buy one unit. */
export type Attempt = {
  visitorId: string;
  key: string;
  /** Of what was asked for, without what must not be kept. */
  fingerprint: string;
  cardEnding: string;
  requestId: string;
  traceId: string;
  /** How the caller says no: in the words that are kept and given again. */
  refuse(error: AppError): GivenReply;
};

export type GivenReply = { status: number; body: string };
/** `replayed`: the very bytes that were given before. */
export type KeptReply = GivenReply & { replayed: boolean };
