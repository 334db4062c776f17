"use client";

import { useEffect, useState } from "react";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import type { ThresholdPreview, ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

const shape = async () => (await import("#lib/contract/thresholds.ts")).ThresholdPreview;
/** Nobody wants to know what the first digit of three would change. */
const restMs = 300;

type Given = { first: ThresholdPreview | undefined; version: number };
type Shown = { preview: ThresholdPreview | undefined; failure: Failure | undefined };

/** What would become of everything that is known. The last answer stays while limits are half-written or the server is gone. */
export function usePreview(
  question: VendorQuestion,
  wanted: ThresholdPreviewRequest | undefined,
  { first, version }: Given,
): Shown {
  const [shown, setShown] = useState<Shown>({ preview: first, failure: undefined });
  const asked = wanted && JSON.stringify(wanted);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version makes the same limits mean something else
  useEffect(() => {
    if (asked === undefined) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await askServer(`/api/vendor-thresholds/${question}/preview`, shape, {
        method: "POST",
        body: JSON.parse(asked),
        signal: stop.signal,
      });
      if (stop.signal.aborted) return;
      setShown((before) =>
        answer.ok
          ? { preview: answer.data, failure: undefined }
          : { preview: before.preview, failure: answer.failure },
      );
    }, restMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [question, asked, version]);

  return shown;
}
