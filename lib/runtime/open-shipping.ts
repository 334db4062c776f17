// Log events to ProdSentinel, where an address is set: what is logged is gathered from before telemetry until after it.
import type { Config } from "#lib/config/load.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createShipping, openIntake, type Shipping, type ShippingIntake } from "#lib/shipping/create.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";

type Given = { config: Config; clock: Clock; store: Store; web: ServiceTelemetry };

/** How long a stop may take to send what waits; what does not go then goes after the next start. */
const farewellMs = 4_000;

export function openShippingIntake(
  opened: AsyncDisposableStack,
  { PRODSENTINEL_URL, DATA_DIR }: Config,
): ShippingIntake | undefined {
  if (PRODSENTINEL_URL === undefined) return undefined;
  const intake = openIntake({ dataDir: DATA_DIR });
  opened.defer(() => intake.close());
  return intake;
}

export async function openShipping(
  opened: AsyncDisposableStack,
  { config, clock, store, web }: Given,
  intake: ShippingIntake | undefined,
): Promise<Shipping | undefined> {
  const url = config.PRODSENTINEL_URL;
  if (url === undefined || !intake) return undefined;
  const mostEvents = config.SHIPPING_MAX_EVENTS;
  const random = Math.random;
  const shipping = await createShipping({ url, mostEvents, clock, store, intake, web, random });
  opened.defer(() => shipping.close(farewellMs));
  return shipping;
}
