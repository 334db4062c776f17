// Services that a generated topology adds to the nine: each does some work of its own and asks whom it depends on.
import { z } from "zod";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineOperation, defineService, host } from "#lib/mesh/operation.ts";
import type { OperationSpec, ServiceContext, ServiceDefinition, ServiceSpec } from "#lib/mesh/types.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { cache, database } from "./data-operations.ts";

const Nothing = z.object({});

export function workOperation(service: string): OperationSpec<object, object> {
  return defineOperation({ service, name: "work", input: Nothing, output: Nothing, repeatable: true });
}

const staleRate = 0.001;
const skus = assortment.map(({ sku }) => sku);

export function createGeneratedService({ id, dependencies }: ServiceSpec): ServiceDefinition {
  const asks = dependencies.map(({ to }) => askOf(to));
  return defineService(id, [
    host(workOperation(id), async (ctx) => {
      await ctx.work(5);
      if (ctx.random("snapshot").chance(staleRate))
        throw new ServiceError(500, "snapshot is older than the last change it refers to");
      for (const ask of asks) await ask(ctx);
      return {};
    }),
  ]);
}

function askOf(service: string): (ctx: ServiceContext) => Promise<unknown> {
  if (service === "db-service")
    return (ctx) => {
      const sku = skus[ctx.random("product").integer(skus.length)] ?? "";
      return ctx.call(database.findProducts, { skus: [sku] });
    };
  if (service === "cache-service")
    return (ctx) => ctx.call(cache.get, { key: `${ctx.service}:${ctx.random("entry").integer(100)}` });
  const work = workOperation(service);
  return (ctx) => ctx.call(work, {});
}
