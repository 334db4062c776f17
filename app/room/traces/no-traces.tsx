import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { RangeName } from "#lib/contract/range-lengths.ts";

type Props = {
  range: RangeName | undefined;
  /** Where the same time is without filters; undefined when there are none. */
  cleared: string | undefined;
  older: boolean;
};

export function NoTraces({ range, cleared, older }: Props) {
  if (cleared) {
    return (
      <EmptyState title="No match" action={<LinkButton href={cleared}>Show all traces</LinkButton>}>
        <p>No trace of this time fits these filters.</p>
      </EmptyState>
    );
  }
  if (older || range === undefined) {
    return (
      <EmptyState
        title="No trace of this time"
        action={<LinkButton href="/room/traces">Show the newest</LinkButton>}
      >
        <p>Nothing was recorded then, or it is no longer kept.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No trace lately"
      action={
        <span className="flex flex-wrap gap-3">
          <LinkButton href="/shop/merch">Enter the shop</LinkButton>
          {range === "24h" ? null : (
            <LinkButton href="/room/traces?range=24h">Look at the last day</LinkButton>
          )}
        </span>
      }
    >
      <p>Every request leaves a trace here, about a second after it was answered.</p>
    </EmptyState>
  );
}

export function MistakenFilter({ cleared }: { cleared: string }) {
  return (
    <EmptyState
      title="The filter has a mistake"
      action={<LinkButton href={cleared}>Show all traces</LinkButton>}
    >
      <p>It is marked above. Nothing was searched, so that no half of it passes for the whole.</p>
    </EmptyState>
  );
}
