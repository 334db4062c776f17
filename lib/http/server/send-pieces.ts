// A long answer on the wire, as fast as the client reads it. One that fails half way is cut, not ended: the client must
// not take a part for the whole.
import type { ServerResponse } from "node:http";
import type { StreamedResponse } from "../streamed-response.ts";

/** A client that takes nothing for so long has gone without saying so. */
const stallLimitMs = 30_000;

export async function sendPieces(from: StreamedResponse, response: ServerResponse): Promise<void> {
  const orGone = createWait(response);
  try {
    for (;;) {
      const piece = await orGone(from.next());
      if (!piece || response.destroyed) return;
      if (piece.done) return void response.end();
      if (!response.write(piece.value)) await drained(response, orGone);
    }
  } finally {
    from.cancel();
  }
}

type OrGone = <T>(work: Promise<T>) => Promise<T | undefined>;

/**
 * Undefined when the client goes first. One listener for all waits, not one promise raced with each: an answer that lasts
 * for hours would gather what every race leaves behind.
 */
function createWait(response: ServerResponse): OrGone {
  let leave: (() => void) | undefined;
  response.once("close", () => leave?.());
  return (work) =>
    new Promise((resolve, reject) => {
      leave = () => resolve(undefined);
      work.then(resolve, reject);
      if (response.destroyed) leave();
    });
}

async function drained(response: ServerResponse, orGone: OrGone): Promise<void> {
  const stalled = setTimeout(() => response.destroy(), stallLimitMs);
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once("drain", resolve);
  await orGone(promise);
  response.removeListener("drain", resolve);
  clearTimeout(stalled);
}
