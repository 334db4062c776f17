"use client";

import type { BoardRow } from "#components/alerts/board-rows.ts";
import type { BoardView } from "#components/alerts/board-view.ts";
import { useConnection } from "#components/live/live-feed.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { BoardItem, BoardList } from "./board-list.tsx";
import type { BoardActs } from "./use-board-acts.ts";

type Props = {
  rows: readonly BoardRow[];
  /** Those that the page was not sent and the feed will bring. */
  coming: number;
  view: BoardView;
  mistaken: boolean;
  acts: BoardActs;
};

export function BoardRows({ rows, coming, view, mistaken, acts }: Props) {
  const alive = useAlive();
  const { opened, onFold, onClose } = acts;
  if (rows.length === 0) return <NoRows view={view} mistaken={mistaken} />;
  return (
    <>
      {alive ? (
        <BoardList rows={rows} opened={opened} acts={acts} onFold={onFold} onClose={onClose} />
      ) : (
        <ul aria-label="Alerts" className="border-y border-line">
          {rows.map((row) => (
            <li key={row.key} data-row={row.kind} className="border-b border-line last:border-b-0">
              <BoardItem {...{ row, opened, acts, onFold }} lastKnown={false} now={undefined} />
            </li>
          ))}
        </ul>
      )}
      {view.state === "resolved" ? (
        <p className="py-3 text-sm text-muted">
          These are of the last hour; the files have all that are kept.
        </p>
      ) : null}
      {coming > 0 ? (
        <p role="status" className="py-3 text-sm text-muted">
          {coming} more are on their way.
        </p>
      ) : null}
    </>
  );
}

function NoRows({ view: { q, state }, mistaken }: Pick<Props, "view" | "mistaken">) {
  const connection = useConnection();
  if (mistaken)
    return (
      <EmptyState title="This filter has a mistake">
        <p>Nothing was looked for. Mend what is underlined in the field, then search again.</p>
      </EmptyState>
    );
  if (q !== "")
    return (
      <EmptyState
        title="No alert matches"
        action={
          <LinkButton href={state === "open" ? "/room/alerts" : `/room/alerts?state=${state}`}>
            Clear the filter
          </LinkButton>
        }
      >
        <p>
          There may be others; this filter fits none that{" "}
          {state === "open" ? "is open" : "was resolved lately"}.
        </p>
      </EmptyState>
    );
  if (state === "resolved")
    return (
      <EmptyState
        title="Nothing was resolved in the last hour"
        action={<LinkButton href="/room/alerts">Those that are open</LinkButton>}
      >
        <p>What was resolved earlier stands on the page of the next alert of its kind.</p>
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing wants you"
      action={<LinkButton href="/room/graph">Break something</LinkButton>}
    >
      <p>
        No vendor and no service is beyond its limits.{" "}
        {connection === "live" ? "What begins to fire appears here by itself." : ""}
      </p>
    </EmptyState>
  );
}
