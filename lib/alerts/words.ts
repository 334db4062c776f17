// Numbers and times as sentences have them.

export function whole(value: number): string {
  return String(Math.round(value));
}

/** Shares of 1, as accurate as they are near an end: 0.4 %, 12 %, 99.5 %. */
export function inPercent(share: number): string {
  const percent = share * 100;
  const isFine = percent < 10 || (percent > 99 && percent < 100);
  return `${isFine && percent % 1 !== 0 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** `14:02:31 UTC`, on the day it is told. */
export function inHours(at: string | number): string {
  return `${new Date(at).toISOString().slice(11, 19)} UTC`;
}

export function inMinutes(minutes: number): string {
  const rounded = Math.round(minutes);
  if (rounded < 60) return `${rounded} min`;
  const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export function inMs(ms: number): string {
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

export function inDays(days: number): string {
  return days < 2 ? `${Math.max(1, Math.round(days * 24))} h` : `${Math.round(days)} days`;
}
