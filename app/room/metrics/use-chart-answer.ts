"use client";

import { type Asked, useAsked } from "#components/room/use-asked.ts";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { sampleIntervalMs } from "#lib/contract/metric-steps.ts";

const shape = () => import("#lib/contract/metric-answers.ts").then((contract) => contract.MetricAnswer);

/** `live`: the range ends now and nobody holds it. */
export function useChartAnswer(
  question: string,
  first: MetricAnswer | undefined,
  live: boolean,
): Asked<MetricAnswer> {
  const asked = useAsked(`/api/metrics/query?${question}`, shape, live ? { everyMs: sampleIntervalMs } : {});
  return { ...asked, data: asked.data ?? (asked.failure?.status === 422 ? undefined : first) };
}
