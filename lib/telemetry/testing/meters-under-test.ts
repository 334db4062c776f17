import { createMeters, type Meters } from "../metrics/meter.ts";
import { createRegistry, type MetricRegistry } from "../metrics/registry.ts";
import { type Family, readRegistry } from "../metrics/snapshot.ts";

export type MetersUnderTest = {
  meters: Meters;
  registry: MetricRegistry;
  overflowed: string[];
  invalid: string[];
  unreadable: string[];
  family(name: string): Promise<Family | undefined>;
};

export function startMeters(seriesLimit = 100): MetersUnderTest {
  const registry = createRegistry();
  const overflowed: string[] = [];
  const invalid: string[] = [];
  const unreadable: string[] = [];
  const meters = createMeters({
    registry,
    seriesLimit,
    onOverflow: (metric) => overflowed.push(metric),
    onInvalid: (metric) => invalid.push(metric),
    onReadFailure: (metric) => unreadable.push(metric),
  });
  const family = async (name: string) => (await readRegistry(registry)).find((one) => one.name === name);
  return { meters, registry, overflowed, invalid, unreadable, family };
}
