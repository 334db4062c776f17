"use client";

import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Time } from "#components/ui/time.tsx";
import { unitOf } from "#components/vendors/vendor-words.ts";
import { severityWords } from "#lib/contract/severity.ts";
import { type Thresholds, ThresholdVersions } from "#lib/contract/thresholds.ts";
import { limitedSeverities, type VendorQuestion } from "#lib/contract/vendor-questions.ts";

export function useVersions(question: VendorQuestion, first: readonly Thresholds[]) {
  const { data, again } = useAsked(`/api/vendor-thresholds/${question}`, ThresholdVersions);
  return { versions: data?.versions ?? first, again };
}

type Props = {
  versions: readonly Thresholds[];
  current: number;
  onRestore: (version: Thresholds) => void;
};

/** Who changed them, when and why. An older one is filled in above, and holds once it is saved. */
export function VersionList({ versions, current, onRestore }: Props) {
  return (
    <section>
      <h2 className="display mb-3 text-lg">History</h2>
      <ol className="rounded-md border border-line bg-panel">
        {versions.map((version) => (
          <li key={version.version} className="border-b border-line px-4 py-3 last:border-b-0 md:px-5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">Version {version.version}</span>{" "}
              {version.version === current ? <span className="text-sm">holds now</span> : null}
              <span className="text-sm text-muted">
                {version.changedAt ? (
                  <>
                    by {version.changedBy}, <Time iso={version.changedAt} className="figures text-xs" />
                  </>
                ) : (
                  "as delivered"
                )}
              </span>
              {version.version === current ? null : (
                <Button
                  size="sm"
                  className="ml-auto noscript:hidden"
                  aria-label={`Restore version ${version.version}`}
                  onClick={() => onRestore(version)}
                >
                  Restore…
                </Button>
              )}
            </div>
            {version.changedAt && version.note ? <p className="text-sm break-words">{version.note}</p> : null}
            <Limits version={version} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Limits({ version: { question, limits, margin } }: { version: Thresholds }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {limitedSeverities.map((severity) => (
        <li key={severity} className="inline-flex items-center gap-1.5">
          <SeverityGlyph severity={severity} className={classNames("size-3", severityInk[severity])} />
          <span className="sr-only">{severityWords[severity].word}</span>
          <span className="figures text-muted">{limits[severity]}</span>
        </li>
      ))}
      <li className="text-muted">
        margin <span className="figures">{margin}</span> {unitOf(question)}
      </li>
    </ul>
  );
}
