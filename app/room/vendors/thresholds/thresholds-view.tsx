"use client";

import type { MouseEvent } from "react";
import { useAddress } from "#components/history/use-address.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import type { ThresholdPreview, Thresholds } from "#lib/contract/thresholds.ts";
import { type VendorQuestion, vendorQuestions, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { ThresholdForm } from "./threshold-form.tsx";

export type FirstThresholds = {
  current: Thresholds;
  versions: readonly Thresholds[];
  preview: ThresholdPreview;
};

const path = `${vendorsPath}/thresholds`;

/** All three forms are there, so that what is typed in one outlasts a look at another. */
export function ThresholdsView({ first }: { first: readonly FirstThresholds[] }) {
  const [params, change] = useAddress();
  const shown = readQuestion(params.get("question"));
  const take = (event: MouseEvent, question: VendorQuestion) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    change({ question }, { ask: false });
  };
  return (
    <>
      <nav aria-label="Question" className="mb-5 flex flex-wrap gap-1 border-b border-line">
        {vendorQuestions.map((question) => (
          <SiteLink
            key={question}
            href={`${path}?question=${question}`}
            aria-current={question === shown ? "true" : undefined}
            onClick={(event) => take(event, question)}
            className="-mb-px flex h-9 items-center border-b-2 border-transparent px-3 text-sm font-medium text-muted hover:text-cobalt aria-[current]:border-cobalt aria-[current]:text-cobalt"
          >
            {vendorQuestionWords[question].title}
          </SiteLink>
        ))}
      </nav>
      {first.map(({ current, versions, preview }) => (
        <div key={current.question} hidden={current.question !== shown}>
          <ThresholdForm first={current} versions={versions} preview={preview} />
        </div>
      ))}
    </>
  );
}

export function readQuestion(said: string | null): VendorQuestion {
  return vendorQuestions.find((question) => question === said) ?? vendorQuestions[0];
}
