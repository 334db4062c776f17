"use client";

import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { useFeedEntry } from "#components/live/live-feed.tsx";
import { askServer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Panel } from "#components/ui/panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Traffic, type TrafficChange } from "#lib/contract/traffic.ts";
import { TrafficForm } from "./traffic-form.tsx";

/** The shoppers that keep the mesh busy: how many come, what they do, and whether they come at all. */
export function TrafficPanel() {
  const live = useFeedEntry("traffic", "now");
  const [answered, setAnswered] = useState<Traffic>();
  const traffic = newer(live, answered);
  const send = async (change: TrafficChange) => {
    const answer = await askServer("/api/traffic", Traffic, { method: "PATCH", body: change });
    if (answer.ok) setAnswered(answer.data);
    return answer;
  };
  const pause = async (paused: boolean) => {
    const answer = await send({ paused });
    if (!answer.ok) notify({ tone: "problem", title: "Not changed", detail: answer.failure.detail });
  };
  return (
    <section>
      <h2 className="display mb-3 text-lg">Background shoppers</h2>
      <Panel className="px-4 py-4 md:px-5">
        {traffic ? (
          <>
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p>
                {traffic.paused ? (
                  "Paused: nobody comes."
                ) : (
                  <>
                    About <span className="figures font-semibold">{traffic.requestsPerSecond}</span> journeys
                    a second.
                  </>
                )}
              </p>
              <Button size="sm" onClick={() => pause(!traffic.paused)}>
                {traffic.paused ? (
                  <Play className="size-3.5" aria-hidden />
                ) : (
                  <Pause className="size-3.5" aria-hidden />
                )}
                {traffic.paused ? "Let shoppers come" : "Pause shoppers"}
              </Button>
            </div>
            <p className="figures mt-1 text-sm text-muted">
              {traffic.sent.toLocaleString("en-GB")} sent, {traffic.failed.toLocaleString("en-GB")} failed
              {traffic.skipped > 0 ? `, ${traffic.skipped.toLocaleString("en-GB")} not sent` : ""}
            </p>
            <TrafficForm traffic={traffic} send={send} />
          </>
        ) : (
          <div aria-busy="true">
            <span className="sr-only">Loading the traffic</span>
            <Skeleton className="h-28 w-full" />
          </div>
        )}
      </Panel>
    </section>
  );
}

/** The answer to a change is there before the feed brings it; what was sent since only grows. */
function newer(live: Traffic | undefined, answered: Traffic | undefined): Traffic | undefined {
  if (!live || !answered) return live ?? answered;
  return answered.sent > live.sent ? answered : live;
}
