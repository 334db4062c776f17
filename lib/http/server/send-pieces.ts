// A long answer on the wire, as fast as the client reads it. One that fails half way is cut, not ended: the client must
// not take a part for the whole.
import type { ServerResponse } from "node:http";
import type { StreamedResponse } from "../streamed-response.ts";

/** A client that takes nothing for so long has gone without saying so. */
const stallLimitMs = 30_000;

export async function sendPieces(from: StreamedResponse, response: ServerResponse): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    if (response.destroyed) resolve();
    else response.once("close", resolve);
  });
  try {
    for (;;) {
      const piece = await Promise.race([from.next(), gone]);
      if (!piece || response.destroyed) return;
      if (piece.done) return void response.end();
      if (!response.write(piece.value)) await drained(response, gone);
    }
  } finally {
    from.cancel();
  }
}

async function drained(response: ServerResponse, gone: Promise<void>): Promise<void> {
  const stalled = setTimeout(() => response.destroy(), stallLimitMs);
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once("drain", resolve);
  await Promise.race([promise, gone]);
  response.removeListener("drain", resolve);
  clearTimeout(stalled);
}
