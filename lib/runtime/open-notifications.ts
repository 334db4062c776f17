// Who is told of alerts, from the first attempt to the last: sent by this process as long as it runs.
import { createCouriers } from "#lib/alerts/notify/couriers.ts";
import { pruneNotices } from "#lib/alerts/notify/outbox.ts";
import { startSender } from "#lib/alerts/notify/sender.ts";
import { tellHeldBack } from "#lib/alerts/notify/tell-held-back.ts";
import type { NotifyContext } from "#lib/alerts/notify/types.ts";
import type { Config } from "#lib/config/load.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { everyInTurn } from "./schedule.ts";

type Given = { config: Config; version: string; clock: Clock; store: Store; web: ServiceTelemetry };

export type Notifications = NotifyContext & {
  /** To be called after every commit that may have left something to tell. */
  poke(): void;
};

/** How late one may hear that a silence ended. */
const heldBackIntervalMs = 5_000;
const pruneIntervalMs = 600_000;
/** How long a stop waits for answers; what has none by then is sent again after the next start. */
const farewellMs = 4_000;

export async function openNotifications(
  opened: AsyncDisposableStack,
  { config, version, clock, store, web }: Given,
): Promise<Notifications> {
  const { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom, NOTIFY_ALLOW_HOSTS: allowHosts } = config;
  const couriers = createCouriers({
    clock,
    version,
    smtpUrl,
    mailFrom,
    allowHosts,
    publicUrl: config.PUBLIC_URL,
  });
  const log = web.log.named("notifications");
  const { tracer, meter } = web;
  const ctx: NotifyContext = { clock, store, log, tracer, meter, couriers, random: Math.random };
  const sender = await startSender(ctx);
  opened.defer(() => sender.close(farewellMs));
  const regularly = (intervalMs: number, what: string, act: () => Promise<void>) =>
    opened.defer(
      everyInTurn(intervalMs, () => act().catch((error: unknown) => log.exception(`${what} failed`, error))),
    );
  regularly(heldBackIntervalMs, "looking for alerts whose silence ended", () => tellHeldBack(store));
  regularly(pruneIntervalMs, "removing old notifications", () => pruneNotices(store));
  return { ...ctx, poke: sender.poke };
}
