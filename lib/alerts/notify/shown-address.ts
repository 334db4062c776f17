import type { ChannelRow } from "./types.ts";

/** Whoever knows the whole address of a webhook can write there; some carry a password or a key. Only the host is shown. */
export function shownAddress({ kind, address }: Pick<ChannelRow, "kind" | "address">): string {
  if (kind === "email" || !URL.canParse(address)) return address;
  const { origin, pathname, search } = new URL(address);
  return pathname === "/" && search === "" ? origin : `${origin}/…`;
}
