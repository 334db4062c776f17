/** What is asked at and below these addresses leaves nothing in the telemetry, in the browser's neither. */
export const unrecordedAddresses = [
  "/api/browser-telemetry",
  "/api/faults",
  "/api/logs/stream",
  "/api/mesh/reports",
  "/simulate-failure",
] as const;

export function isUnrecorded(path: string): boolean {
  return unrecordedAddresses.some((address) => path === address || path.startsWith(`${address}/`));
}
