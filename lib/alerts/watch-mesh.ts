// Looks at the services again and again, and brings their alerts up to date.
import type { Clock } from "#lib/kernel/clock.ts";
import { knowDependencies } from "./rules/find-cause.ts";
import { watchServices } from "./rules/find-service-troubles.ts";
import { holdFindings } from "./rules/held-findings.ts";
import type { Watched } from "./rules/types.ts";
import { syncServiceAlerts } from "./sync-service-alerts.ts";
import { tellNews } from "./tell-news.ts";
import type { AlertsContext } from "./types.ts";

type Given = { ctx: AlertsContext & { clock: Pick<Clock, "nowMs"> }; watched: Watched };

export function watchMesh({ ctx, watched }: Given): () => Promise<void> {
  const find = watchServices(watched);
  const hold = holdFindings();
  const dependsOn = knowDependencies(watched.mesh.topology);
  let watchedSinceMs = ctx.clock.nowMs();
  return async () => {
    const nowMs = ctx.clock.nowMs();
    // A clock that was set back must not make it wait.
    watchedSinceMs = Math.min(watchedSinceMs, nowMs);
    const held = hold(find(), nowMs);
    tellNews(ctx, await syncServiceAlerts(ctx, { held, nowMs, watchedSinceMs, dependsOn }));
  };
}
