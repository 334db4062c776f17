// Who is told what of an alert.
import type { Severity } from "#lib/contract/severity.ts";
import { worse } from "../compare-severities.ts";
import type { AlertNews } from "../types.ts";
import type { ChannelRow, NoticeEvent } from "./types.ts";

/** What a channel was last told of an alert. */
export type Told = { severity: Severity; event: NoticeEvent };

type Asked = Pick<AlertNews, "event" | "alert"> & {
  channel: Pick<ChannelRow, "from">;
  told: Told | undefined;
  /** By a silence; an inhibition stands in the alert itself. */
  silenced: boolean;
  matches: boolean;
};

/** Undefined: there is nothing to tell. */
export function decide({ event, alert, channel, told, silenced, matches }: Asked): NoticeEvent | undefined {
  // Whoever was told that it fires is told that it does no longer, whatever else became of it.
  if (event === "resolved") return told && told.event !== "resolved" ? "resolved" : undefined;
  if (event === "improved" || silenced || !matches || alert.inhibitedBy !== null) return undefined;
  if (worse(channel.from, alert.severity)) return undefined;
  if (!told || told.event === "resolved") return "firing";
  return event === "worsened" || worse(alert.severity, told.severity) ? "worsened" : undefined;
}
