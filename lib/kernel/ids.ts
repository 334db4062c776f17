import { randomUUID } from "node:crypto";

/** Long enough not to collide by chance, short and plain enough for a header, a log line and a URL. */
const requestIdPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;

export function newRequestId(): string {
  return randomUUID();
}

/** A caller's own id is taken over when it is well formed, so that its logs and ours can be joined. */
export function takeRequestId(offered: string | undefined): string {
  return offered !== undefined && requestIdPattern.test(offered) ? offered : newRequestId();
}
