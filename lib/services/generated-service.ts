// Services that a generated topology adds to the nine: each does some work of its own and asks whom it depends on.
import { z } from "zod";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineOperation, defineService, host } from "#lib/mesh/operation.ts";
import type { OperationSpec, ServiceContext, ServiceDefinition, ServiceSpec } from "#lib/mesh/types.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { cache } from "./data-operations.ts";
import { readGoods, recallGoods } from "./goods.ts";

const Nothing = z.object({});

function workOperation(service: string): OperationSpec<object, object> {
  return defineOperation({ service, name: "work", input: Nothing, output: Nothing, repeatable: true });
}

const staleRate = 0.001;
const skus = assortment.map(({ sku }) => sku);

export function createGeneratedService({ id, dependencies }: ServiceSpec): ServiceDefinition {
  const asks = questionsFor(dependencies.map(({ to }) => to));
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

type Ask = (ctx: ServiceContext) => Promise<unknown>;

function questionsFor(services: readonly string[]): Ask[] {
  const [hasDatabase, hasCache] = ["db-service", "cache-service"].map((id) => services.includes(id));
  const readSomething: Ask = (ctx) => {
    const wanted = [skus[ctx.random("product").integer(skus.length)] ?? ""];
    return hasCache ? recallGoods(ctx, wanted, "recent") : readGoods(ctx, wanted);
  };
  const lookUp: Ask = (ctx) => ctx.call(cache.get, { key: `${ctx.service}:state` });
  const works = services
    .filter((id) => id !== "db-service" && id !== "cache-service")
    .map(
      (id): Ask =>
        (ctx) =>
          ctx.call(workOperation(id), {}),
    );
  if (hasDatabase) return [readSomething, ...works];
  return hasCache ? [lookUp, ...works] : works;
}
