// How what is known of vendors is written. By hand where Intl differs between Node and the browsers.
import type { VendorSummary } from "#lib/contract/vendor-answers.ts";
import { type VendorQuestion, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";

export const vendorsPath = "/room/vendors";

export function vendorHref(code: string): string {
  return `${vendorsPath}/${encodeURIComponent(code)}`;
}

/** Not all and not none, however little is missing. */
export function writePercent(percent: number): string {
  if (percent > 0 && percent < 1) return "<1 %";
  if (percent > 99 && percent < 100) return ">99 %";
  return `${Math.round(percent)} %`;
}

/** `45 min`, `2 h 5 min`, `3 d 4 h`: two units at most. */
export function writeMinutes(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 24) return whole % 60 === 0 ? `${hours} h` : `${hours} h ${whole % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The value that is judged, as people say it. */
export function writeValue(question: VendorQuestion, value: number): string {
  return vendorQuestionWords[question].unit === "percent" ? writePercent(value) : writeMinutes(value);
}

export function unitOf(question: VendorQuestion): string {
  return vendorQuestionWords[question].unit === "percent" ? "%" : "min";
}

export function offlineWords(status: NonNullable<VendorSummary["status"]>): string {
  return status.status === "online" ? "Online" : `Offline for ${writeMinutes(status.offlineMinutes)}`;
}

/** The part of the products that can be ordered, in words, for whoever does not see the line. */
export function sparkWords(spark: VendorSummary["spark"]): string {
  const known = spark.filter((percent) => percent !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return "No history of its products yet";
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return `Products available lately: ${writePercent(first)} at first, ${writePercent(last)} now, between ${writePercent(low)} and ${writePercent(high)}`;
}
