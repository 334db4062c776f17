// Who may import whom. A folder of lib/ sees those of lower rungs only; neighbours on a rung do not see each other.
export const rungs: readonly (readonly string[])[] = [
  ["kernel"],
  ["contract"],
  ["config"],
  ["telemetry"],
  ["store"],
  ["faults", "accounts", "shipping"],
  ["mesh"],
  ["shop", "vendors"],
  ["services"],
  ["alerts", "quality", "scenarios"],
  ["live", "jobs", "http"],
  ["runtime"],
];

export const libFolders = rungs.flat();

/** Folders whose verbs routes and pages call; what they stand on (store, telemetry) stays behind them. */
const domain = [
  "faults",
  "accounts",
  "mesh",
  "shop",
  "vendors",
  "services",
  "alerts",
  "quality",
  "scenarios",
  "jobs",
];

export const seenByApp = ["kernel", "contract", "http", ...domain];
export const seenByComponents = ["kernel", "contract"];

export function lowerFolders(folder: string): string[] {
  return rungs
    .slice(
      0,
      rungs.findIndex((rung) => rung.includes(folder)),
    )
    .flat();
}
