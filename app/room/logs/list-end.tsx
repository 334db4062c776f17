"use client";

import { usePathname } from "next/navigation";
import { readShownRange, zoomedOut } from "#components/history/shown-range.ts";
import { changedAddress, useAddress } from "#components/history/use-address.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { mostShown } from "./tail-state.ts";
import type { LogLines } from "./use-log-lines.ts";

type Props = { lines: LogLines; filtered: boolean; live: boolean };

/** Why the list ends, and how to see more. */
export function ListEnd({ lines: { shown, next, full, loadOlder, olderFailure }, filtered, live }: Props) {
  const path = usePathname();
  const [params] = useAddress();
  const wider = zoomedOut(readShownRange(params), Date.now());
  const widerHref = wider && changedAddress(path, new URLSearchParams(params), { ...wider, line: undefined });
  if (shown.length === 0) return <NoLines {...{ filtered, live, widerHref }} />;
  if (olderFailure) {
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 py-3 text-sm">
        {olderFailure.detail}{" "}
        {olderFailure.requestId ? <code className="text-xs">{olderFailure.requestId}</code> : null}
        <Button size="sm" onClick={loadOlder}>
          Try again
        </Button>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-3 py-3 text-sm text-muted">
      {full
        ? `These are ${mostShown.toLocaleString("en")} lines, as many as a page can hold. Narrow the filter, or take all of them as a file.`
        : next === null
          ? "No older lines in this time."
          : "Reading older lines…"}
      {next === null && widerHref ? (
        <LinkButton size="sm" href={widerHref}>
          Look further back
        </LinkButton>
      ) : null}
    </p>
  );
}

type NoLinesProps = Pick<Props, "filtered" | "live"> & { widerHref: string | undefined };

function NoLines({ filtered, live, widerHref }: NoLinesProps) {
  const path = usePathname();
  const [params] = useAddress();
  const all = changedAddress(path, new URLSearchParams(params), unfiltered);
  return (
    <div className="pt-3">
      <EmptyState
        title={filtered ? "No match" : "Nothing was logged in this time"}
        action={
          <span className="flex flex-wrap gap-3">
            {widerHref ? <LinkButton href={widerHref}>Look further back</LinkButton> : null}
            {filtered ? <LinkButton href={all}>Show all lines</LinkButton> : null}
          </span>
        }
      >
        <p>
          {filtered
            ? "No line of this time fits the filter."
            : "Every request of the shop leaves lines here."}
          {live ? " New ones appear by themselves." : ""}
        </p>
      </EmptyState>
    </div>
  );
}

const unfiltered = {
  q: undefined,
  service: undefined,
  level: undefined,
  traceId: undefined,
  requestId: undefined,
};
