"use client";

import { ArrowRight } from "lucide-react";
import { Panel } from "#components/ui/panel.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { limitFields, type Mistakes } from "#components/vendors/threshold-draft.ts";
import { vendorHref, writeValue } from "#components/vendors/vendor-words.ts";
import { severityWords } from "#lib/contract/severity.ts";
import type { ThresholdPreview } from "#lib/contract/thresholds.ts";
import type { ThresholdForm } from "./use-threshold-form.ts";

/** What would be judged differently, with examples by name. */
export function PreviewPanel({ form }: { form: ThresholdForm }) {
  const { preview, previewFailure, mistakes, isDirty, current } = form;
  return (
    <Panel className="min-w-0">
      <h2 className="px-4 pt-3 font-medium md:px-5">What would change</h2>
      <p role="status" className="px-4 pb-3 text-sm text-muted md:px-5">
        {Object.keys(mistakes).length > 0
          ? `Nothing can be foreseen until the limits are in order. ${firstOf(mistakes)}`
          : previewFailure
            ? `It cannot be foreseen just now: ${previewFailure.detail}`
            : sayChanges(preview, isDirty)}
      </p>
      {preview && preview.examples.length > 0 ? (
        <ScrollBox label="Examples" className="max-h-[28rem] overflow-y-auto border-t border-line">
          <ul>
            {preview.examples.map((example) => (
              <li
                key={`${example.code} ${example.item}`}
                className="border-b border-line px-4 py-2 text-sm last:border-b-0 md:px-5"
              >
                <span className="flex items-baseline justify-between gap-3">
                  <SiteLink
                    href={vendorHref(example.code)}
                    target="_blank"
                    className="min-w-0 truncate text-cobalt hover:underline"
                  >
                    {example.name}
                    {example.item ? (
                      <span className="figures text-xs text-muted"> {example.item}</span>
                    ) : null}
                  </SiteLink>
                  <span className="figures">{writeValue(current.question, example.value)}</span>
                </span>
                <span className="mt-1 flex flex-wrap items-center gap-2">
                  <SeverityChip severity={example.before} look="outline" />
                  <ArrowRight className="size-4 text-muted" aria-label="becomes" />
                  <SeverityChip severity={example.after} />
                </span>
              </li>
            ))}
          </ul>
        </ScrollBox>
      ) : null}
    </Panel>
  );
}

/** The field itself may be out of sight. */
function firstOf(mistakes: Mistakes): string {
  const field = limitFields.find((each) => mistakes[each] !== undefined);
  if (!field) return "";
  return `${field === "margin" ? "Margin" : severityWords[field].word}: ${mistakes[field]}.`;
}

function sayChanges(preview: ThresholdPreview | undefined, isDirty: boolean): string {
  if (!isDirty) return "Nothing: these limits hold now. Change one to see whom it would touch.";
  if (!preview) return "Counting…";
  if (preview.changed === 0) return "Nobody would be judged differently just now.";
  const more = preview.changed - preview.examples.length;
  const judged = preview.changed === 1 ? "1 value would be" : `${preview.changed} values would be`;
  return `${judged} judged differently at once${more > 0 ? `; these are the worst ${preview.examples.length}` : ""}.`;
}
