import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

const fixed: readonly [string, string][] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"],
];

export function setSecurityHeaders(response: ServerResponse) {
  for (const [name, value] of fixed) response.setHeader(name, value);
}

/**
 * One nonce a page. Next reads it from the policy on the *request* and puts it on its scripts. Style
 * attributes are what positions overlays, so inline style stays allowed.
 */
export function contentSecurityPolicy({ development }: { development: boolean }): string {
  const nonce = randomBytes(16).toString("base64");
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-uri /api/csp-reports",
  ].join("; ");
}
