// One or more senders on an outbox, at a receiver of the test's own, and what shipping said of itself.
import { randomUUID } from "node:crypto";
import { wallClock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { createDrain, type Drain } from "../drain.ts";
import type { Event } from "../event.ts";
import { createReceiver } from "../receiver.ts";
import { createTroubles, type Troubles } from "../troubles.ts";

export function makeEvents(count: number, message = "event"): Event[] {
  return Array.from({ length: count }, (_, nth) => {
    const signalId = randomUUID();
    const timestamp = new Date(Date.UTC(2031, 0, 1) + nth).toISOString();
    const text = JSON.stringify({
      signal_id: signalId,
      trace_id: "",
      service_name: "order-service",
      timestamp,
      level: "INFO",
      message: `${message} ${nth}`,
      attributes: {},
    });
    return { signalId, text };
  });
}

export type Sending = { drain: Drain; troubles: Troubles; said: string[] };

export function keepWords(): { log: Logger; said: string[] } {
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const log: Logger = {
    debug: say,
    info: say,
    warn: say,
    error: say,
    critical: say,
    exception: say,
    named: () => log,
  };
  return { log, said };
}

export function startSending(store: Store, url: string, limitMs?: number): Sending {
  const clock = wallClock;
  const receiver = createReceiver({ url, nowMs: clock.nowMs, ...(limitMs !== undefined && { limitMs }) });
  const { log, said } = keepWords();
  const troubles = createTroubles({ log, address: receiver.address, monotonicMs: clock.monotonicMs });
  // The shortest waits that chance allows.
  const drain = createDrain({ clock, store, receiver, random: () => 0, troubles });
  return { drain, troubles, said };
}
