// A range between two moments in words as short as they can be: a button on a phone holds it.
import { localTime, utcTime } from "#components/ui/time-text.ts";
import type { Zone } from "./custom-range-draft.ts";

type Between = { fromMs: number | undefined; toMs: number | undefined };

/** The day once where both share it; the zone always, at the end. */
export function rangeText({ fromMs, toMs }: Between, zone: Zone): string {
  const [from, to] = [fromMs, toMs].map((ms) => (ms === undefined ? undefined : partsOf(ms, zone)));
  if (from && to)
    return `${from.day} ${from.clock} – ${from.day === to.day ? "" : `${to.day} `}${to.clock} ${to.zone}`;
  if (from) return `since ${from.day} ${from.clock} ${from.zone}`;
  return to ? `until ${to.day} ${to.clock} ${to.zone}` : "";
}

function partsOf(ms: number, zone: Zone) {
  const date = new Date(ms);
  const [day = "", clock = "", name = ""] = (
    zone === "utc" ? utcTime(date.toISOString()) : localTime(date)
  ).split(" ");
  return { day, clock, zone: name };
}
