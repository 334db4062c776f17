// Who is shopping: a browser is known by a cookie, and by nothing else.
import { randomBytes } from "node:crypto";
import { visitorUnknown } from "#lib/contract/visitor-unknown.ts";
import { AppError } from "#lib/kernel/errors.ts";

const cookieName = "visitor";
const pattern = /(?:^|;\s*)visitor=([0-9a-f]{32})(?:;|$)/;
const oneYearSeconds = 31_536_000;

type Asking = { headers: Pick<Headers, "get"> };

/** Undefined for who was never here, or sends what is no id of ours. */
export function readVisitor({ headers }: Asking): string | undefined {
  return pattern.exec(headers.get("cookie") ?? "")?.[1];
}

export type Greeted = {
  visitorId: string;
  /** `set-cookie` for who is new here, else nothing. */
  headers: Record<string, string>;
};

export function greetVisitor(request: Asking): Greeted {
  const known = readVisitor(request);
  if (known !== undefined) return { visitorId: known, headers: {} };
  const visitorId = randomBytes(16).toString("hex");
  // Only a proxy that is trusted may say so: the front has removed the header of everybody else.
  const secure = request.headers.get("x-forwarded-proto") === "https" ? "; Secure" : "";
  const cookie = `${cookieName}=${visitorId}; Path=/; Max-Age=${oneYearSeconds}; HttpOnly; SameSite=Lax${secure}`;
  return { visitorId, headers: { "set-cookie": cookie } };
}

/**
 * Who buys must be known before: were the reply lost that brings the cookie, the same key would come from somebody else
 * the next time, and be another order.
 */
export function knownVisitor(request: Asking): string {
  const { visitorId, headers } = greetVisitor(request);
  if (Object.keys(headers).length === 0) return visitorId;
  throw new AppError(
    "conflict",
    "This browser was not known yet. Send it again with the cookie that came with this answer.",
    { reason: visitorUnknown, headers },
  );
}
