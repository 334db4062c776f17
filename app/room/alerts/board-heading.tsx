"use client";

import { Volume2, VolumeX } from "lucide-react";
import { type AlertTally, tallyText } from "#components/alerts/alert-tally.ts";
import { useSound } from "#components/alerts/sound.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** How it stands, in a sentence that is also spoken when it changes. */
export function BoardHeading({ tally }: { tally: AlertTally }) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="display text-2xl">Alerts</h1>
        <p role="status" className="text-muted">
          {tallyText(tally) || "None is open"}
        </p>
      </div>
      <div className="-mx-2 flex flex-wrap sm:gap-2">
        <SoundButton />
        <LinkButton href="/room/silences" look="quiet" className="px-2 text-sm text-cobalt">
          Silences
        </LinkButton>
        <LinkButton href="/room/notifications" look="quiet" className="px-2 text-sm text-cobalt">
          Notifications
        </LinkButton>
      </div>
    </div>
  );
}

function SoundButton() {
  const [on, set] = useSound();
  const Icon = on ? Volume2 : VolumeX;
  return (
    <Button
      look="quiet"
      role="switch"
      aria-checked={on}
      aria-label="Sound"
      title="One short tone when something critical or very high begins to fire"
      className="px-2 text-sm text-cobalt noscript:hidden"
      onClick={() => set(!on)}
    >
      <Icon className="size-4" aria-hidden />
      {on ? "Sound on" : "Sound off"}
    </Button>
  );
}
