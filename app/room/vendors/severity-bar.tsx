"use client";

import type { MouseEvent } from "react";
import { changedAddress } from "#components/history/use-address.ts";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { VendorCounts } from "#components/vendors/vendor-view.ts";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import { type Severity, severities, severityWords } from "#lib/contract/severity.ts";

type Props = {
  chosen: readonly Severity[];
  counts: VendorCounts["severities"];
  params: { toString(): string };
  onChoose: (severity: string | undefined) => void;
};

/** How they divide, and one click to keep a part: each part is an address, so it works without a script as well. */
export function SeverityBar({ chosen, counts, params, onChoose }: Props) {
  return (
    <nav aria-label="By severity">
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-4 lg:grid-cols-7">
        {severities.map((severity) => {
          const isChosen = chosen.includes(severity);
          const next = severities.filter((each) => (each === severity) !== chosen.includes(each)).join();
          const href = changedAddress(vendorsPath, new URLSearchParams(params.toString()), {
            severity: next || undefined,
          });
          const take = (event: MouseEvent) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onChoose(next || undefined);
          };
          return (
            <li key={severity} className="bg-panel last:max-lg:sm:col-span-2 last:max-sm:col-span-2">
              <SiteLink
                href={href}
                scroll={false}
                aria-current={isChosen ? "true" : undefined}
                onClick={take}
                className="flex h-full items-center justify-between gap-2 border-b-2 border-transparent px-3 py-2 text-sm hover:bg-cobalt-wash focus-visible:-outline-offset-2 aria-[current]:border-cobalt aria-[current]:bg-chosen"
              >
                <span
                  className={classNames(
                    "flex items-center gap-1.5 font-medium",
                    counts[severity] === 0 ? "text-muted" : severityInk[severity],
                  )}
                >
                  <SeverityGlyph severity={severity} />
                  {severityWords[severity].word}
                </span>
                <span
                  className={classNames("figures", counts[severity] === 0 ? "text-muted" : "font-medium")}
                >
                  {counts[severity]}
                </span>
              </SiteLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
