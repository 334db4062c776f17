// The attempt to buy that this tab has under way. It outlives a reload, so that trying again is the same attempt still,
// and is forgotten with a final answer, so that what is bought next is another one.

export type Attempt = { readonly key: string /** How often it was sent. */; readonly tries: number };

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyPattern = /^[A-Za-z0-9_.:-]{8,128}$/;

export function readAttempt(shelf: Shelf, purpose: string): Attempt | undefined {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(nameOf(purpose)) ?? "null");
    return isAttempt(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The attempt under way, or a new one; sent once more. */
export function noteSending(shelf: Shelf, purpose: string, makeKey: () => string): Attempt {
  const { key, tries } = readAttempt(shelf, purpose) ?? { key: makeKey(), tries: 0 };
  const attempt = { key, tries: tries + 1 };
  try {
    shelf.setItem(nameOf(purpose), JSON.stringify(attempt));
  } catch {
    // A browser that keeps nothing still buys; only a reload then starts another attempt.
  }
  return attempt;
}

export function forgetAttempt(shelf: Shelf, purpose: string) {
  shelf.removeItem(nameOf(purpose));
}

/** Not `randomUUID`: a browser has that over https and on this machine only. */
export function makeKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function nameOf(purpose: string): string {
  return `faultmart.attempt.${purpose}`;
}

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== "object" || value === null || !("key" in value) || !("tries" in value)) return false;
  return typeof value.key === "string" && keyPattern.test(value.key) && Number.isSafeInteger(value.tries);
}
