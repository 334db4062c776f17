// Whether the numbers of a fault can be what they are.
import { type FaultKindInfo, longestFaultSeconds, type NewFault } from "#lib/contract/fault.ts";
import { AppError, type FieldError } from "#lib/kernel/errors.ts";

type Parameter = FaultKindInfo["parameters"][number];

/** Throws validation_failed with every field that does not fit. */
export function checkValues(
  info: FaultKindInfo,
  { parameters, share, durationSeconds }: Omit<NewFault, "durationSeconds"> & { durationSeconds?: number },
) {
  const fields = [
    ...Object.entries(parameters).flatMap(([name, value]) => checkParameter(info, name, value)),
    ...checkShare(info, share),
    ...(durationSeconds === undefined || (durationSeconds > 0 && durationSeconds <= longestFaultSeconds)
      ? []
      : [problem("durationSeconds", `must be more than 0 and at most ${longestFaultSeconds}`)]),
  ];
  const first = fields[0];
  if (first) throw new AppError("validation_failed", `${first.path.slice(5)} ${first.message}.`, { fields });
}

export function completeParameters(
  info: FaultKindInfo,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(info.parameters.map((one) => [one.name, given[one.name] ?? one.default]));
}

function checkParameter(info: FaultKindInfo, name: string, value: number): FieldError[] {
  const path = `parameters.${name}`;
  const parameter = info.parameters.find((one) => one.name === name);
  if (!parameter) {
    const names = info.parameters.map((one) => one.name).join(", ") || "none";
    return [problem(path, `is no parameter of ${info.kind}, which takes: ${names}`)];
  }
  return isAllowed(parameter, value) ? [] : [problem(path, `must be ${range(parameter)}`)];
}

function isAllowed({ min, max, whole }: Parameter, value: number): boolean {
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}

function range({ min, max, whole }: Parameter): string {
  return `${whole ? "a whole number " : ""}from ${min} to ${max}`;
}

function checkShare({ kind, sharable }: FaultKindInfo, share: number): FieldError[] {
  if (!(share > 0 && share <= 1)) return [problem("share", "must be more than 0 and at most 1")];
  if (sharable || share === 1) return [];
  return [problem("share", `must be 1: ${kind} hits the place as a whole, not a part of its visitors`)];
}

const problem = (path: string, message: string): FieldError => ({ path: `body.${path}`, message });
