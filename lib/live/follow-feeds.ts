// What a browser may say on its Socket.IO connection, and what it is answered.
import type { Socket } from "socket.io";
import {
  type ClientEvents,
  type FeedName,
  FeedRequest,
  type ServerEvents,
  type SocketProblem,
} from "#lib/contract/live.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { Feed, Freshen } from "./types.ts";

const eventNames: readonly string[] = ["feed:join", "feed:leave"] satisfies (keyof ClientEvents)[];

export function followFeeds(
  socket: Socket<ClientEvents, ServerEvents>,
  feeds: Record<FeedName, Feed>,
  log: Logger,
  freshen: Freshen = {},
) {
  const answer = (
    event: keyof ClientEvents,
    given: unknown[],
    act: (feed: Feed) => object | Promise<object>,
  ) => {
    const reply = replyOf(given);
    if (!reply) return log.debug("a socket event came without an acknowledgement", { event });
    const parsed = FeedRequest.safeParse(given.length === 2 ? given[0] : undefined);
    if (!parsed.success) return reply(problem("validation_failed", feedsOf(feeds)));
    const answered = act(feeds[parsed.data.feed]);
    if (answered instanceof Promise) void answered.then(reply);
    else reply(answered);
  };
  const welcome = (feed: Feed) => ({ ok: true, snapshot: feed.snapshot() });
  socket.on("feed:join", (...given) =>
    answer("feed:join", given, (feed) => {
      // Joined first: a delta between the two would otherwise be missed. One that is already in the snapshot is harmless.
      socket.join(feed.name);
      return freshen[feed.name]?.().then(() => welcome(feed)) ?? welcome(feed);
    }),
  );
  socket.on("feed:leave", (...given) =>
    answer("feed:leave", given, (feed) => {
      socket.leave(feed.name);
      return { ok: true };
    }),
  );
  socket.onAny((event: unknown, ...given: unknown[]) => {
    if (eventNames.includes(String(event))) return;
    replyOf(given)?.(
      problem("not_found", `No such event is heard here. Send one of: ${eventNames.join(", ")}.`),
    );
  });
}

/** The acknowledgement comes last, however many arguments a client sends before it. */
function replyOf(given: unknown[]): ((answer: object) => void) | undefined {
  const last = given.at(-1);
  return typeof last === "function" ? (answer) => last(answer) : undefined;
}

function problem(code: string, detail: string): { ok: false; problem: SocketProblem } {
  return { ok: false, problem: { code, detail } };
}

function feedsOf(feeds: Record<string, Feed>): string {
  return `Ask for a feed as {"feed": name}, one of: ${Object.keys(feeds).join(", ")}.`;
}
