import { TextResponse } from "./text-response.ts";

/** For a reply that needs headers of its own. */
export function jsonResponse(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return new TextResponse(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}
