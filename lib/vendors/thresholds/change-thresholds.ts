// A change of limits in its caller's transaction; whoever calls judges what is known by them before it commits.
import type { ThresholdChange, Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Database } from "#lib/store/types.ts";
import { thresholdVersions } from "#lib/store/vendor-tables.ts";
import { lockReadings } from "../readings-table.ts";
import { refuseMistakes } from "./check-change.ts";
import { defaultThresholds } from "./defaults.ts";
import { currentThresholds, toThresholds } from "./read-thresholds.ts";

type Given = { question: VendorQuestion; by: string; nowMs: number };

/** Throws validation_failed for limits out of their order, conflict when somebody else changed them meanwhile. */
export async function writeThresholds(
  tx: Database,
  { question, change, by, nowMs }: Given & { change: ThresholdChange },
): Promise<Thresholds> {
  refuseMistakes(question, change);
  await lockReadings(tx, question);
  const current = await currentThresholds(tx, question);
  refuseOutdated(current, change.version);
  const { limits, margin, note } = change;
  return insert(tx, { question, by, nowMs }, { limits, margin, note, isDefault: false }, current.version + 1);
}

/**
 * Back to what was delivered, as a version of its own; where that holds already nothing changes. Throws conflict where
 * another version holds than the one that was named.
 */
export async function writeDefaultThresholds(
  tx: Database,
  { version, ...given }: Given & { version?: number | undefined },
): Promise<Thresholds> {
  await lockReadings(tx, given.question);
  const current = await currentThresholds(tx, given.question);
  if (current.isDefault) return current;
  if (version !== undefined) refuseOutdated(current, version);
  const delivered = { ...defaultThresholds[given.question], note: "Back to the default", isDefault: true };
  return insert(tx, given, delivered, current.version + 1);
}

function refuseOutdated(current: Thresholds, version: number): void {
  if (current.version === version) return;
  throw new AppError(
    "conflict",
    `These limits were changed by ${current.changedBy} meanwhile; version ${current.version} holds now. Read it and decide again.`,
    { reason: "version_outdated" },
  );
}

type Wanted = Pick<Thresholds, "limits" | "margin" | "note" | "isDefault">;

async function insert(tx: Database, given: Given, wanted: Wanted, version: number): Promise<Thresholds> {
  const row = {
    question: given.question,
    version,
    ...wanted,
    changedBy: given.by,
    changedAt: new Date(given.nowMs),
  };
  await tx.insert(thresholdVersions).values(row);
  return toThresholds(row);
}
