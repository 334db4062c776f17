"use client";

import { useState } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import { notify } from "#components/ui/notify.ts";
import type { ThresholdPreviewRequest, Thresholds } from "#lib/contract/thresholds.ts";
import { type VendorQuestion, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { keepDefault, keepThresholds, readCurrent } from "./keep-thresholds.ts";

type Wanted = ThresholdPreviewRequest & { note: string };

/** Keeps limits on top of the version that they were written for, and says whose version is in the way. */
export function useKeeping(question: VendorQuestion, onKept: (kept: Thresholds) => void) {
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<Thresholds>();
  const [refused, setRefused] = useState<string>();
  const settle = () => {
    setTheirs(undefined);
    setRefused(undefined);
  };
  const refuse = async ({ status, detail, requestId }: Failure, version: number) => {
    const newest = status === 409 ? await readCurrent(question) : undefined;
    if (newest && newest.version !== version) setTheirs(newest);
    else setRefused(requestId ? `${detail} (request ${requestId})` : detail);
  };
  const keep = async ({ version }: Thresholds, wanted: Wanted, toDefault: boolean) => {
    if (busy) return;
    setBusy(true);
    settle();
    const answer = toDefault
      ? await keepDefault(question, version)
      : await keepThresholds(question, { ...wanted, version });
    if (answer.ok) {
      const { title } = vendorQuestionWords[question];
      const detail = `${title} is judged by version ${answer.data.version} from now on.`;
      notify({ tone: "news", title: "Saved", detail });
      onKept(answer.data);
    } else await refuse(answer.failure, version);
    setBusy(false);
  };
  return { busy, theirs, refused, settle, keep };
}
