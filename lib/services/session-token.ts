// A session says whose it is and is signed, so that it can be believed for a while without asking anybody.
import { keyedHex } from "#lib/kernel/random.ts";

/** Tells the sessions of one shopper apart; the signature covers both. */
export function signSession(shopperId: string, serial: number): string {
  return `${shopperId}.${serial}.${signatureOf(shopperId, serial)}`;
}

/** Whose session it is, if the signature is right. */
export function readSession(session: string): { shopperId: string } | undefined {
  const [shopperId = "", serial = "", signature] = session.split(".");
  return signature === signatureOf(shopperId, Number(serial)) ? { shopperId } : undefined;
}

const signatureOf = (shopperId: string, serial: number) => keyedHex(16, "session", shopperId, serial);
