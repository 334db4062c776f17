import { Pause, Play } from "lucide-react";
import type { Failure } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";

type Props = { live: boolean; failure: Failure | undefined; onChange: (live: boolean) => void };

/** Says whether the rows follow what arrives; when asking failed, why, and that it is tried again. */
export function LiveControl({ live, failure, onChange }: Props) {
  const [word, ink] = !live
    ? ["Paused", "text-ink"]
    : failure
      ? ["Not up to date", "text-yellow"]
      : ["Live", "text-green"];
  return (
    <div className="mb-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-sm noscript:hidden">
      <span role="status" className={classNames("inline-flex items-center gap-1.5 font-semibold", ink)}>
        <span
          aria-hidden
          className={classNames(
            "size-2 rounded-full",
            live && !failure ? "animate-breathe bg-current" : "border-2 border-current",
          )}
        />
        {word}
      </span>
      {live && failure ? (
        <span className="text-muted">
          {failure.detail} Trying again.
          {failure.requestId ? <span className="figures"> Request {failure.requestId}</span> : null}
        </span>
      ) : null}
      <Button size="sm" aria-keyshortcuts="Space" className="w-24" onClick={() => onChange(!live)}>
        {live ? <Pause className="size-3.5" aria-hidden /> : <Play className="size-3.5" aria-hidden />}
        {live ? "Pause" : "Resume"}
      </Button>
      <span className="text-muted">
        {live
          ? "New traces come by themselves; rows stand still while you are at them."
          : "These rows stand still."}
      </span>
    </div>
  );
}
