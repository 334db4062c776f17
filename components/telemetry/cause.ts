// What a request is sent because of. The browser forgets it at every await; whoever goes on later says it again.
// This part is on every page and does nothing until there is a recorder.

declare const causeMark: unique symbol;
/** Something a reader did. Only the recorder knows what is in it. */
export type Cause = { readonly [causeMark]: true };

export type CauseKeeper = { current(): Cause | undefined; resume(cause: Cause): void };

let keeper: CauseKeeper | undefined;

export function keepCauses(next: CauseKeeper | undefined) {
  keeper = next;
}

export function currentCause(): Cause | undefined {
  return keeper?.current();
}

/** What is sent until this task of the browser ends is sent because of that. */
export function resumeCause(cause: Cause | undefined) {
  if (cause) keeper?.resume(cause);
}
