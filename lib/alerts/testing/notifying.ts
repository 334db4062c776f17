// One process that sends notifications, on a store and with a way out of the test's own.
import { trace } from "@opentelemetry/api";
import { wallClock } from "#lib/kernel/clock.ts";
import { keepWords } from "#lib/shipping/testing/outbox-under-test.ts";
import type { Store } from "#lib/store/types.ts";
import { startMeters } from "#lib/telemetry/testing/meters-under-test.ts";
import { type CourierOptions, createCouriers } from "../notify/couriers.ts";
import type { NotifyContext } from "../notify/types.ts";

export type Notifying = NotifyContext & { said: string[] };

export function notifying(store: Store, options: Partial<CourierOptions> = {}): Notifying {
  const { log, said } = keepWords();
  const couriers = createCouriers({
    clock: wallClock,
    version: "1.2.3",
    smtpUrl: undefined,
    mailFrom: "faultmart@shop.example",
    allowHosts: ["127.0.0.1"],
    publicUrl: "https://shop.example/",
    ...options,
  });
  const { meters } = startMeters();
  return {
    clock: wallClock,
    store,
    log,
    said,
    tracer: trace.getTracer("faultmart"),
    meter: meters.for("faultmart"),
    couriers,
    // The shortest waits that chance allows.
    random: () => 0,
  };
}
