import { LogRow } from "#components/history/log-row.tsx";
import { PageSteps } from "#components/history/page-steps.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { LogsViewProps } from "./logs-view-props.ts";

/** The same list as the server writes it, for the moment before the page is alive, and for browsers without scripts. */
export function PlainList({ list: { logs }, pinned, newest, older }: LogsViewProps) {
  const withDay = logs[0]?.timestamp.slice(0, 10) !== logs.at(-1)?.timestamp.slice(0, 10);
  const lines = pinned ? [pinned, ...logs] : logs;
  if (lines.length === 0) {
    return (
      <EmptyState title="No line here">
        <p>No line of this time fits. Choose a longer time, or ask for less.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Panel className="overflow-hidden">
        <ol aria-label="Log lines, the newest first">
          {lines.map((line) => (
            <li key={line.id} className="border-b border-line last:border-b-0">
              <LogRow line={line} withDay={withDay || pinned !== undefined} />
            </li>
          ))}
        </ol>
      </Panel>
      <PageSteps newest={newest} older={older} />
    </>
  );
}
