// Which alert another one only follows: that of a service it depends on, however far down, which itself follows none.
import type { ServiceRule } from "#lib/contract/alert-words.ts";
import type { Topology } from "#lib/mesh/types.ts";
import { follows } from "./limits.ts";

export type Place = { rule: string; subject: string };

/** `dependsOn(caller, callee)`, directly or through others. */
export type DependsOn = (caller: string, callee: string) => boolean;

export function knowDependencies({ services }: Pick<Topology, "services">): DependsOn {
  const known = new Map<string, ReadonlySet<string>>();
  const below = (service: string): ReadonlySet<string> => {
    const there = known.get(service);
    if (there) return there;
    const direct = services.get(service)?.dependencies ?? [];
    const all = new Set(direct.flatMap(({ to }) => [to, ...below(to)]));
    known.set(service, all);
    return all;
  };
  return (caller, callee) => below(caller).has(callee);
}

/** Those at the root, in the order of the causes. */
export function findCauses<Cause extends Place>(
  of: Place,
  causes: readonly Cause[],
  dependsOn: DependsOn,
): Cause[] {
  const candidates = causes.filter(
    (cause) => explains(cause.rule, of.rule) && dependsOn(of.subject, cause.subject),
  );
  return candidates.filter((cause) => !candidates.some((deeper) => dependsOn(cause.subject, deeper.subject)));
}

export function isCause({ rule }: Pick<Place, "rule">): boolean {
  return Object.hasOwn(follows, rule);
}

function explains(cause: string, rule: string): boolean {
  const explained: readonly string[] = follows[cause as ServiceRule] ?? [];
  return explained.includes(rule);
}
