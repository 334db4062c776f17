"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Sample } from "./sample-request.ts";

export function CodeSamples({ samples, subject }: { samples: readonly Sample[]; subject: string }) {
  const tabs = samples.map(({ name, label, text }) => ({
    name,
    label,
    content: (
      <div className="flex items-start gap-1 bg-well pr-2">
        <ScrollBox label={`${subject} with ${label}`} className="min-w-0 grow overflow-x-auto px-4 py-3">
          <pre className="text-xs leading-5">{text}</pre>
        </ScrollBox>
        <div className="py-2">
          <CopyButton text={text} label={`Copy ${label} for ${subject}`} />
        </div>
      </div>
    ),
  }));
  return <Tabs label={`${subject} as code`} tabs={tabs} />;
}
