import type { ServiceRule } from "#lib/contract/alert-words.ts";
import type { Mesh } from "#lib/mesh/types.ts";
import type { Finding } from "../types.ts";

/** What the rules look at: the mesh as it measures itself, and who lost a race for stock. */
export type Watched = {
  readonly mesh: Pick<Mesh, "topology" | "service" | "edge" | "sums" | "lively">;
  /** Buyers of the last minute who came too late, by shop. */
  lostRaces(): ReadonlyMap<string, number>;
};

/** A rule that holds now. */
export type ServiceFinding = Omit<Finding, "kind" | "rule"> & {
  kind: "service";
  rule: ServiceRule;
  /** It must hold for so long before it fires. */
  forMs: number;
};

/** Looks at one service, or at one edge, and says what holds there. */
export type ServiceCheck = (watched: Watched, service: string) => ServiceFinding | undefined;
