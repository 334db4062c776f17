/** What is asked at and below these addresses leaves nothing in the telemetry, in the browser's neither. */
export const unrecordedAddresses = [
  "/api/browser-telemetry",
  "/api/faults",
  "/api/logs/stream",
  "/api/mesh/reports",
  "/simulate-failure",
] as const;

export function isUnrecorded(path: string): boolean {
  return names(path, unrecordedAddresses);
}

/** Anywhere in the path and below it: a mistyped address tells as much as the right one. */
export function names(target: string, addresses: readonly string[]): boolean {
  const mark = target.indexOf("?");
  const path = readable(mark < 0 ? target : target.slice(0, mark))
    .toLowerCase()
    .replace(/\/{2,}/g, "/");
  return addresses.some((address) => path.includes(address));
}

/** Some readers decode what others have decoded already; more often than that nobody would find it again. */
const mostDecodings = 3;

/** Only what is plain ASCII once it is decoded: nothing here can be malformed, whatever was sent. */
function readable(path: string): string {
  let text = path;
  for (let nth = 0; nth < mostDecodings && text.includes("%"); nth += 1)
    text = text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return text;
}
