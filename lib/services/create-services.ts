import type { Clock } from "#lib/kernel/clock.ts";
import type { ServiceDefinition, ServiceSpec } from "#lib/mesh/types.ts";
import { apiGateway } from "./api-gateway.ts";
import { authService } from "./auth-service.ts";
import { createCacheService } from "./cache-service.ts";
import { createDbService } from "./db-service.ts";
import { createGeneratedService } from "./generated-service.ts";
import { inventoryService } from "./inventory-service.ts";
import type { Ledger } from "./ledger/types.ts";
import { notificationService } from "./notification-service.ts";
import { orderService } from "./order-service.ts";
import { paymentService } from "./payment-service.ts";
import { userService } from "./user-service.ts";

type Options = {
  clock: Clock;
  ledger: Ledger;
  /** Those that the topology has beyond the nine. */
  generated: readonly ServiceSpec[];
};

/** The code of every service of the mesh. */
export function createServices({ clock, ledger, generated }: Options): ServiceDefinition[] {
  return [
    apiGateway,
    authService,
    userService,
    orderService,
    paymentService,
    inventoryService,
    notificationService,
    createDbService(ledger),
    createCacheService(clock),
    ...generated.map(createGeneratedService),
  ];
}
