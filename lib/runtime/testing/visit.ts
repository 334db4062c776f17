// A browser as far as the shop is concerned: it keeps its cookie and sends it back.
import { type Answer, send } from "./send.ts";

export type Visit = {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** As it was sent last, with its attributes. */
  cookie(): string | undefined;
};

export function startVisit(url: string): Visit {
  let given: string | undefined;
  return {
    cookie: () => given,
    async ask(method, path, body, headers = {}) {
      const answer = await send(url, {
        method,
        path,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(given === undefined ? {} : { cookie: given.split(";", 1)[0] ?? "" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      given = answer.headers["set-cookie"]?.[0] ?? given;
      return answer;
    },
  };
}
