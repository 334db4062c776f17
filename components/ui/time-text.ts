// Written by hand: what Intl writes differs between Node and the browsers, and then a page fails to hydrate.

const two = (number: number) => String(number).padStart(2, "0");

export function utcTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Log lines are milliseconds apart. */
export function utcClock(iso: string, withDay: boolean): string {
  const text = new Date(iso).toISOString().slice(0, 23).replace("T", " ");
  return withDay ? text : text.slice(11);
}

export function localPreciseClock(date: Date, withDay: boolean): string {
  const clock = `${localClock(date)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  return withDay ? `${localDay(date)} ${clock}` : clock;
}

export function localTime(date: Date): string {
  return `${localDay(date)} ${localClock(date)} ${zoneName(-date.getTimezoneOffset())}`;
}

function localDay(date: Date): string {
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
}

/** A time without its zone is read as whichever the reader expects. */
export function zoneName(minutesEast: number): string {
  const [hours, minutes] = [Math.floor(Math.abs(minutesEast) / 60), Math.abs(minutesEast) % 60];
  if (minutesEast === 0) return "UTC";
  return `UTC${minutesEast < 0 ? "−" : "+"}${hours}${minutes === 0 ? "" : `:${two(minutes)}`}`;
}

export function localClock(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
}
