// What an answer says of whoever gave it. Where a service should be, a wrong server or a proxy may answer instead.
import type { OperationSpec, Reply } from "./types.ts";

export type Verdict = {
  failed: boolean;
  /** The conventions' `error.type`; none for a good answer. */
  errorType?: string;
  message?: string;
};

/** With these a server refuses before any service was asked. */
const notFromServices = new Set([
  "bad_request",
  "unauthorized",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "unsupported_media_type",
  "misdirected_request",
]);

/** `operation` is what was agreed on, where that is known. */
export function judgeReply({ status, body }: Reply, operation?: OperationSpec): Verdict {
  if (status >= 200 && status < 300) {
    if (!operation || operation.output.safeParse(body).success) return { failed: false };
    const message = `${operation.service} answered ${operation.name} with something else than agreed`;
    return { failed: true, errorType: "bad_reply", message };
  }
  return { failed: !isRefusalOfService({ status, body }), errorType: String(status) };
}

/** Services refuse with a code of their own; a callee that does so works. */
export function isRefusalOfService({ status, body }: Reply): boolean {
  const code = textIn(body, "code");
  return status >= 400 && status < 500 && code !== undefined && !notFromServices.has(code);
}

export function textIn(body: unknown, key: string): string | undefined {
  if (typeof body !== "object" || body === null || !(key in body)) return undefined;
  const value = (body as Record<string, unknown>)[key];
  return typeof value === "string" ? value : undefined;
}
