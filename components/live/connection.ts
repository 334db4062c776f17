export type Connection = "connecting" | "live" | "delayed" | "reconnecting" | "paused" | "offline";

export type ConnectionFacts = {
  /** The reader stopped the display; that is their choice and comes first. */
  paused: boolean;
  /** What the browser says of its network. */
  networkUp: boolean;
  socketUp: boolean;
  /** Since the last snapshot or delta; undefined before the first. */
  silentForMs: number | undefined;
};

/** The server speaks several times a second; after this the values on the screen are old. */
export const delayedAfterMs = 5_000;

/** What is on the screen was true when it was last heard, and nobody knows whether it still is. */
export function isLastKnown(connection: Connection): boolean {
  return connection === "delayed" || connection === "reconnecting" || connection === "offline";
}

export function connectionOf({ paused, networkUp, socketUp, silentForMs }: ConnectionFacts): Connection {
  if (paused) return "paused";
  if (!networkUp) return "offline";
  if (!socketUp) return silentForMs === undefined ? "connecting" : "reconnecting";
  if (silentForMs === undefined) return "connecting";
  return silentForMs > delayedAfterMs ? "delayed" : "live";
}
