"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Sample } from "./sample-request.ts";

export function CodeSamples({ samples, subject }: { samples: readonly Sample[]; subject: string }) {
  const tabs = samples.map(({ name, label, text }) => ({
    name,
    label,
    content: (
      <div className="relative">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="overflow-x-auto bg-well py-3 pr-12 pl-4 text-xs leading-5">
          {text}
        </pre>
        <div className="absolute top-2 right-2">
          <CopyButton text={text} label={`Copy ${label} for ${subject}`} />
        </div>
      </div>
    ),
  }));
  return <Tabs label={`${subject} as code`} tabs={tabs} />;
}
