// A fault as people write it on a command line: `latency db-service at 600 for 120 share 0.3 delayMs=400`.
import { faultKinds } from "#lib/contract/fault.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { TimedFault } from "./virtual-plan.ts";

const form = "<kind> <target> at <seconds> for <seconds> [share <0 to 1>] [<parameter>=<number> …]";
const words = { at: "atSeconds", for: "forSeconds", share: "share" } as const;

/** Throws an AppError that says what is wrong and what is allowed. */
export function parseFaultLine(line: string): TimedFault {
  const refuse = (what: string) =>
    new AppError("validation_failed", `The fault "${line}" cannot be read: ${what}. It is written: ${form}`);
  const [kind, target, ...rest] = line.trim().split(/\s+/);
  const given: Record<string, unknown> = { kind, target };
  const parameters: Record<string, number> = {};
  while (rest.length > 0) {
    const word = rest.shift() ?? "";
    const [name, value] = word.split("=");
    if (name && value !== undefined) parameters[name] = toNumber(value, word, refuse);
    else if (!(word in words)) throw refuse(`"${word}" is not one of ${Object.keys(words).join(", ")}`);
    else given[words[word as keyof typeof words]] = toNumber(rest.shift(), word, refuse);
  }
  const parsed = TimedFault.safeParse({ ...given, parameters });
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  if (field === "kind") throw refuse(`the kind must be one of ${faultKinds.join(", ")}`);
  if (field === "target") throw refuse("the target must be a service, service/operation or service->service");
  throw refuse(`${wordOf(field)} is missing or out of its range`);
}

function toNumber(text: string | undefined, word: string, refuse: (what: string) => AppError): number {
  const number = text ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) throw refuse(`"${word}" needs a number`);
  return number;
}

function wordOf(field: PropertyKey | undefined): string {
  return Object.entries(words).find(([, name]) => name === field)?.[0] ?? String(field);
}
