import type { TopologyService } from "#lib/contract/mesh.ts";
import { countOf } from "./mesh-words.ts";

type Props = {
  at: string;
  /** Whom the broken calls are meant for, where only calls are broken. */
  callee: string | undefined;
  upstream: readonly string[];
  services: readonly TopologyService[];
};

/** Before anything is armed: who waits for answers of the broken place, by the topology. */
export function BlastRadius({ at, callee, upstream, services }: Props) {
  const spared = services.length - upstream.length - (callee === undefined ? 1 : 2);
  return (
    <section aria-label="Predicted reach" className="rounded-md border border-line bg-well px-4 py-3">
      <h3 className="text-sm font-medium">Predicted reach</h3>
      <p className="mt-1 text-sm text-muted">
        {callee === undefined ? null : (
          <>
            Health is what callers see, so <span className="text-ink">{callee}</span> will look ill to {at},
            although it is not.{" "}
          </>
        )}
        {upstream.length === 0 ? (
          <>Nobody calls {at}, so nothing else should be hurt.</>
        ) : (
          <>
            It starts at <span className="text-ink">{at}</span> and can reach whoever waits for its answers:{" "}
            <span className="text-ink">{listed(upstream)}</span>.
          </>
        )}{" "}
        {spared > 0 ? `${countOf(spared, "service")} should not notice.` : null}
      </p>
    </section>
  );
}

const mostListed = 8;

function listed(ids: readonly string[]): string {
  const rest = ids.length - mostListed;
  return rest > 0 ? `${ids.slice(0, mostListed).join(", ")} and ${rest} more` : ids.join(", ");
}
