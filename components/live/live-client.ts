// The only file that opens a socket. It loads when the first page follows a feed.
import { io, type Socket } from "socket.io-client";
import type { ClientEvents, FeedDelta, FeedName, FeedReply, ServerEvents } from "#lib/contract/live.ts";
import { readableDelta, readableEntries } from "./feed-entries.ts";
import { type Follower, joining, takeDelta, takeSnapshot } from "./feed-state.ts";
import { forgetAll, noteEntries, noteNetwork, noteSecond, noteSocket } from "./live-store.ts";

const answerWithinMs = 5_000;
const askAgainAfterMs = 1_000;
/** Going from page to page should not cost a new connection each time. */
const lingerMs = 10_000;

/** Followed by a tab that is not looked at too: its title and its icon say what fires. */
const followedUnseen: ReadonlySet<FeedName> = new Set<FeedName>(["alerts"]);
const isUnseen = (feed: FeedName) => document.hidden && !followedUnseen.has(feed);

type LiveSocket = Socket<ServerEvents, ClientEvents>;
type Following = { follower: Follower; readers: number; asking: boolean };

const followed = new Map<FeedName, Following>();
let connection: { socket: LiveSocket; stop: () => void } | undefined;

export function followFeed(feed: FeedName): () => void {
  connection ??= connect();
  const following = followed.get(feed) ?? { follower: joining(), readers: 0, asking: false };
  followed.set(feed, following);
  following.readers += 1;
  if (following.readers === 1) ask(feed);
  return () => {
    following.readers -= 1;
    if (following.readers === 0) leave(feed);
    setTimeout(closeIfUnused, lingerMs);
  };
}

function connect() {
  const socket: LiveSocket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelayMax: 2_000,
  });
  socket.on("connect", () => {
    noteSocket(true, Date.now());
    for (const feed of followed.keys()) ask(feed);
  });
  socket.on("disconnect", (reason) => {
    noteSocket(false, Date.now());
    // The library takes a goodbye from the server as final; a server that restarts says goodbye too.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), askAgainAfterMs);
  });
  socket.on("feed:delta", hear);
  const second = setInterval(() => noteSecond(Date.now()), 1_000);
  const onNetwork = () => noteNetwork(navigator.onLine, Date.now());
  const onVisibility = () => {
    for (const feed of followed.keys()) {
      if (isUnseen(feed)) leave(feed);
      else if (!document.hidden) ask(feed);
    }
  };
  window.addEventListener("online", onNetwork);
  window.addEventListener("offline", onNetwork);
  document.addEventListener("visibilitychange", onVisibility);
  onNetwork();
  const stop = () => {
    clearInterval(second);
    window.removeEventListener("online", onNetwork);
    window.removeEventListener("offline", onNetwork);
    document.removeEventListener("visibilitychange", onVisibility);
    socket.disconnect();
    forgetAll();
  };
  return { socket, stop };
}

function closeIfUnused() {
  if ([...followed.values()].some(({ readers }) => readers > 0)) return;
  connection?.stop();
  connection = undefined;
}

/** Joins the feed's room; the answer is a snapshot. Asks again while there is none. */
async function ask(feed: FeedName) {
  const following = followed.get(feed);
  const socket = connection?.socket;
  if (!following || following.readers === 0 || following.asking || isUnseen(feed) || !socket?.connected)
    return;
  following.asking = true;
  following.follower = joining(following.follower.known);
  const reply = await socket.timeout(answerWithinMs).emitWithAck("feed:join", { feed }).catch(noAnswer);
  following.asking = false;
  if (reply.ok) {
    const entries = readableEntries(feed, reply.snapshot.entries);
    following.follower = takeSnapshot(following.follower, { ...reply.snapshot, entries });
  }
  show(feed, following);
  if (following.follower.phase === "joining") setTimeout(() => ask(feed), askAgainAfterMs);
}

function noAnswer(): FeedReply {
  return { ok: false, problem: { code: "unavailable", detail: "The server did not answer in time." } };
}

function hear(delta: FeedDelta) {
  const following = followed.get(delta.feed);
  if (!following || following.readers === 0) return;
  following.follower = takeDelta(following.follower, readableDelta(delta));
  show(delta.feed, following);
  if (following.follower.phase === "joining") ask(delta.feed);
}

function show(feed: FeedName, { follower }: Following) {
  if (follower.phase === "following") noteEntries(feed, follower.known.entries, Date.now());
}

function leave(feed: FeedName) {
  const following = followed.get(feed);
  if (!following) return;
  following.follower = joining(following.follower.known);
  if (connection?.socket.connected) connection.socket.emit("feed:leave", { feed }, () => {});
}
