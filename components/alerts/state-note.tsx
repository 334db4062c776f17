import { BellOff, Check, CornerDownRight } from "lucide-react";
import { Time } from "#components/ui/time.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";

const look = "flex min-w-0 items-baseline gap-1.5 text-sm text-muted";
const icon = "size-3.5 shrink-0 self-center";

/** What has been done about it, or why nobody needs to do anything. Nothing for what just fires. */
export function StateNote({ alert, className = "" }: { alert: Alert; className?: string }) {
  const { acknowledged, silencedBy, inhibitedBy, state, resolvedAt } = alert;
  if (state === "resolved")
    return (
      <span className={`${look} ${className}`}>
        <Check className={icon} aria-hidden />
        <span className="truncate">
          Resolved
          {resolvedAt ? (
            <>
              {" "}
              <Time iso={resolvedAt} />
            </>
          ) : null}
        </span>
      </span>
    );
  if (silencedBy && state === "silenced")
    return (
      <span className={`${look} ${className}`} title={silencedBy.comment || undefined}>
        <BellOff className={icon} aria-hidden />
        <span className="truncate">
          Silenced until <Time iso={silencedBy.until} />
        </span>
      </span>
    );
  if (acknowledged)
    return (
      <span className={`${look} ${className}`} title={acknowledged.note || undefined}>
        <Check className={icon} aria-hidden />
        <span className="truncate">
          Acknowledged{acknowledged.note ? `: ${acknowledged.note}` : ` by ${acknowledged.by}`}
        </span>
      </span>
    );
  if (inhibitedBy)
    return (
      <span className={`${look} ${className}`} title={inhibitedBy.title}>
        <CornerDownRight className={icon} aria-hidden />
        <span className="truncate">Follows: {inhibitedBy.title}</span>
      </span>
    );
  return null;
}
