import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { AppError } from "#lib/kernel/errors.ts";

/**
 * Refuses a body that says it is too large, and cuts one that turns out to be. Node's parser hands every
 * chunk to `push`, so counting there holds for each reader behind it, Next's included.
 */
export function limitBody(
  request: IncomingMessage,
  limitBytes: number,
  onExceeded: (error: AppError) => void,
) {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  if (request.headers["transfer-encoding"] === undefined) return;
  let received = 0;
  request.push = (chunk: Buffer | null) => {
    received += chunk?.length ?? 0;
    if (received <= limitBytes) return Readable.prototype.push.call(request, chunk);
    onExceeded(tooLarge(limitBytes));
    return false;
  };
}

/** Made only when it is needed: an error takes its stack, which costs more than the rest of a small request. */
function tooLarge(limitBytes: number): AppError {
  return new AppError("payload_too_large", `The body may have ${limitBytes} bytes at most.`, {
    headers: { connection: "close" },
  });
}
