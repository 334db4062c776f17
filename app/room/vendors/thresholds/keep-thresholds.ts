import { type Answer, askServer } from "#components/shell/ask-server.ts";
import type { ThresholdChange } from "#lib/contract/thresholds.ts";
import { ThresholdList, Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

const path = "/api/vendor-thresholds";

export function keepThresholds(
  question: VendorQuestion,
  change: ThresholdChange,
): Promise<Answer<Thresholds>> {
  return askServer(`${path}/${question}`, Thresholds, { method: "POST", body: change });
}

/** As a version of its own, which is known as the default. */
export function keepDefault(question: VendorQuestion, version: number): Promise<Answer<Thresholds>> {
  return askServer(`${path}/${question}?version=${version}`, Thresholds, { method: "DELETE" });
}

/** Undefined while nobody answers. */
export async function readCurrent(question: VendorQuestion): Promise<Thresholds | undefined> {
  const answer = await askServer(path, ThresholdList);
  return answer.ok ? answer.data.thresholds.find((one) => one.question === question) : undefined;
}
