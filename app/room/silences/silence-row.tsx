"use client";

import { useState } from "react";
import { ageText } from "#components/alerts/alert-words.ts";
import { endSilence } from "#components/alerts/silence-actions.ts";
import { countOf } from "#components/room/mesh-words.ts";
import { useNow } from "#components/room/use-now.ts";
import { Button } from "#components/ui/button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Silence } from "#lib/contract/alert-answers.ts";
import { alertsMatching } from "#lib/contract/evidence-links.ts";

type Props = { silence: Silence; onChanged: () => void };

export function SilenceRow({ silence, onChanged }: Props) {
  const { id, matcher, comment, createdBy, startsAt, endsAt, state, covers } = silence;
  const [ending, setEnding] = useState(false);
  const now = useNow();
  const end = async () => {
    setEnding(true);
    if (await endSilence(id)) onChanged();
    setEnding(false);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <SiteLink
          href={alertsMatching(matcher)}
          className="figures text-sm break-words text-cobalt hover:underline"
        >
          {matcher}
        </SiteLink>
        {comment ? <p className="break-words">{comment}</p> : null}
        <p className="text-sm text-muted">
          By {createdBy}, <Time iso={startsAt} className="figures" />
        </p>
      </div>
      <div className="text-sm text-muted sm:w-88">
        {state === "active" ? (
          <>
            <p className="text-ink">
              {now === undefined ? "Active" : `${ageText(Date.parse(endsAt) - now)} left`}, until{" "}
              <Time iso={endsAt} className="figures whitespace-nowrap" />
            </p>
            <p>{covers === 0 ? "Covers no open alert now" : `Covers ${countOf(covers, "open alert")}`}</p>
          </>
        ) : (
          <p>
            Ended <Time iso={endsAt} className="figures" />
          </p>
        )}
      </div>
      {state === "active" ? (
        <Button
          size="sm"
          aria-disabled={ending}
          data-click="end silence"
          aria-label={`End it now: ${matcher}`}
          onClick={end}
        >
          End it now
        </Button>
      ) : null}
    </li>
  );
}
