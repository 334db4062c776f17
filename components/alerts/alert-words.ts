// How alerts are spoken of. By hand where Intl differs between Node and the browsers.
import { type AlertState, type ServiceRule, serviceRules } from "#lib/contract/alert-words.ts";
import { type VendorQuestion, vendorQuestions, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";

export const stateWords: Record<AlertState, string> = {
  firing: "Firing",
  acknowledged: "Acknowledged",
  silenced: "Silenced",
  resolved: "Resolved",
};

const serviceRuleWords: Record<ServiceRule, string> = {
  "error-rate": "Error rate",
  latency: "Latency",
  "payment-success": "Payment success",
  "stock-conflicts": "Stock conflicts",
  "breaker-open": "Breaker open",
  "burn-rate": "Error budget",
};

/** A newer server may watch more than this page knows; its own name for it still says something. */
export function ruleWord(rule: string): string {
  if (isOneOf(serviceRules, rule)) return serviceRuleWords[rule];
  return isOneOf<VendorQuestion>(vendorQuestions, rule) ? vendorQuestionWords[rule].title : rule;
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}

/** `14 s`, `12 min`, `2 h 5 min`, `3 d 4 h`: coarse, because a list of many is read for what is old and what is new. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined([`${hours} h`, minutes % 60, "min"]);
  return joined([`${Math.floor(hours / 24)} d`, hours % 24, "h"]);
}

const joined = ([first, rest, unit]: [string, number, string]) =>
  rest === 0 ? first : `${first} ${rest} ${unit}`;
