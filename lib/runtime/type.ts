// What routes and pages may use of the process. Built once by create.ts, read through slot.ts.
import type { AlertsContext } from "#lib/alerts/types.ts";
import type { Config } from "#lib/config/load.ts";
import type { FeedName } from "#lib/contract/live.ts";
import type { OpenApiDocument } from "#lib/contract/openapi.ts";
import type { Faults } from "#lib/faults/types.ts";
import type { BrowserIntake } from "#lib/http/browser/intake.ts";
import type { Jobs } from "#lib/jobs/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { LogTail } from "#lib/live/log-tail.ts";
import type { Feed } from "#lib/live/types.ts";
import type { Outposts } from "#lib/mesh/outposts.ts";
import type { Mesh } from "#lib/mesh/types.ts";
import type { CheckoutContext } from "#lib/services/checkout/types.ts";
import type { Shoppers } from "#lib/services/shoppers.ts";
import type { FlashLoads } from "#lib/shop/flash-sale/load-flash-sale.ts";
import type { WaitingRooms } from "#lib/shop/flash-sale/waiting-rooms.ts";
import type { CartContext } from "#lib/shop/types.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry, Telemetry } from "#lib/telemetry/types.ts";
import type { VendorsContext } from "#lib/vendors/types.ts";
import type { Notifications } from "./open-notifications.ts";

export type Runtime = {
  readonly config: Config;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** This process's own service: what serves pages and the API. */
  readonly web: ServiceTelemetry;
  readonly store: Store;
  readonly mesh: Mesh;
  /** The services that run as processes of their own. */
  readonly outposts: Outposts;
  readonly faults: Faults;
  readonly shoppers: Shoppers;
  readonly shop: CartContext;
  readonly checkout: CheckoutContext;
  /** Who waits to buy in a flash sale. */
  readonly flashBuyers: WaitingRooms;
  readonly flashLoads: FlashLoads;
  /** To be called after every commit that changes what is left of something. */
  readonly stockChanged: () => void;
  readonly alerts: AlertsContext;
  /** Who is told of alerts. */
  readonly notifications: Notifications;
  readonly vendors: VendorsContext;
  /** Undefined where there is nobody to ask for vendors. */
  readonly jobs: Jobs | undefined;
  readonly feeds: Record<FeedName, Feed>;
  readonly logTail: LogTail;
  /** Undefined where pages tell nothing. */
  readonly browserIntake: BrowserIntake | undefined;
  readonly openApi: () => OpenApiDocument;
  /** One entry for each part that must work before traffic is welcome; it rejects when the part does not. */
  readonly readiness: Record<string, () => Promise<void>>;
};
