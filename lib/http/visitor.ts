// Who is shopping: a browser is known by a cookie, and by nothing else.
import { randomBytes } from "node:crypto";
import { AppError, asAppError } from "#lib/kernel/errors.ts";

const cookieName = "visitor";
const pattern = /(?:^|;\s*)visitor=([0-9a-f]{32})(?:;|$)/;
const oneYearSeconds = 31_536_000;

/** Undefined for who was never here, or sends what is no id of ours. */
export function readVisitor({ headers }: Pick<Request, "headers">): string | undefined {
  return pattern.exec(headers.get("cookie") ?? "")?.[1];
}

export type Greeted = {
  visitorId: string;
  /** `set-cookie` for who is new here, else nothing. */
  headers: Record<string, string>;
};

export function greetVisitor(request: Request): Greeted {
  const known = readVisitor(request);
  if (known !== undefined) return { visitorId: known, headers: {} };
  const visitorId = randomBytes(16).toString("hex");
  // Only a proxy that is trusted may say so: the front has removed the header of everybody else.
  const secure = request.headers.get("x-forwarded-proto") === "https" ? "; Secure" : "";
  const cookie = `${cookieName}=${visitorId}; Path=/; Max-Age=${oneYearSeconds}; HttpOnly; SameSite=Lax${secure}`;
  return { visitorId, headers: { "set-cookie": cookie } };
}

/** What fails may have begun something: who is new here and tries again must be known as the same. */
export async function greetInFailure<T>({ headers }: Greeted, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const known = asAppError(error);
    if (!known || Object.keys(headers).length === 0) throw error;
    // Another one: who failed together may share the first.
    const { code, message, reason, fields } = known;
    const details = { ...(reason !== undefined && { reason }), ...(fields && { fields }) };
    throw new AppError(code, message, {
      ...details,
      headers: { ...known.headers, ...headers },
      cause: error,
    });
  }
}
