import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

type Props = { ids: readonly string[]; onClear: () => void };

/** What was picked to be compared, which may be on another page by now. */
export function CompareBar({ ids, onClear }: Props) {
  const [first, second] = ids;
  if (!first) return null;
  return (
    <section
      aria-label="Compare two traces"
      className="sticky bottom-3 z-10 mt-3 flex animate-appear flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-edge bg-panel px-4 py-2 shadow-overlay"
    >
      <p className="text-sm" role="status">
        <code>{first.slice(0, 8)}</code>
        {second ? (
          <>
            {" and "}
            <code>{second.slice(0, 8)}</code>
          </>
        ) : (
          " picked. Pick another trace to compare it with."
        )}
      </p>
      <span className="ml-auto flex gap-2">
        {second ? (
          <LinkButton href={`/room/traces/${first}...${second}`} look="solid" size="sm">
            Compare
          </LinkButton>
        ) : null}
        <Button size="sm" look="quiet" onClick={onClear}>
          Clear
        </Button>
      </span>
    </section>
  );
}
