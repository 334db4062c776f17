import { buttonStyle } from "#components/ui/button-style.ts";
import { Panel } from "#components/ui/panel.tsx";

/** The feed still has what it had, and nobody knows whether it is so. */
export function LastKnownBoard() {
  return (
    <Panel role="alert" className="mb-4 flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <span>
        The database does not answer. These are the alerts as they were last known; nothing can be done about
        them now.
      </span>
      <a href="/room/alerts" className={buttonStyle({ look: "outline", size: "sm" })}>
        Try again
      </a>
    </Panel>
  );
}
