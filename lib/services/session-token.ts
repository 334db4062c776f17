// A session says whose it is, with a checksum that tells a mistyped one. It proves nothing: anybody can work it out. This
// playground has no accounts yet, and nothing of anybody's to guard.
import { keyedHex } from "#lib/kernel/random.ts";

/** Tells the sessions of one shopper apart; the checksum covers both. */
export function composeSession(shopperId: string, serial: number): string {
  return `${shopperId}.${serial}.${checksumOf(shopperId, serial)}`;
}

/** Whose session it is, if it is not mistyped. */
export function readSession(session: string): { shopperId: string } | undefined {
  const [shopperId = "", serial = "", checksum] = session.split(".");
  return checksum === checksumOf(shopperId, Number(serial)) ? { shopperId } : undefined;
}

const checksumOf = (shopperId: string, serial: number) => keyedHex(16, "session", shopperId, serial);
