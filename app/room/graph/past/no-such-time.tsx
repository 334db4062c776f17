import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";
import { graphAt } from "#lib/contract/evidence-links.ts";
import type { PastProblem } from "#lib/contract/past-graph.ts";

type Problem = PastProblem | "out-of-reach";
type Props = { problem: Problem; oldest: string | null; again: string };

const titles: Record<Problem, string> = {
  unreadable: "The address names no time",
  future: "That time is yet to come",
  "too-old": "Nothing so old is kept",
  "nothing-recorded": "Nothing is recorded yet",
  "out-of-reach": "The past cannot be read just now",
};

const says: Record<Problem, string> = {
  unreadable:
    "After at= stands a time with its zone, such as 2026-11-22T14:32:10Z, or milliseconds since 1970.",
  future: "The graph can be seen as it is, and as it was.",
  "too-old": "Spans and metrics are kept for a while, and the oldest go first.",
  "nothing-recorded": "There is no past before the first request.",
  "out-of-reach": "What was recorded does not answer at the moment. The live graph does not need it.",
};

/** Why the graph of that time is not there, and which can be seen. */
export function NoSuchTime({ problem, oldest, again }: Props) {
  return (
    <EmptyState
      title={titles[problem]}
      action={
        <div className="flex flex-wrap gap-2">
          <LinkButton look="solid" href="/room/graph">
            Show the graph of now
          </LinkButton>
          {problem === "out-of-reach" ? <LinkButton href={again}>Try again</LinkButton> : null}
          {oldest ? <LinkButton href={graphAt(oldest)}>Show the oldest there is</LinkButton> : null}
        </div>
      }
    >
      <p>
        {says[problem]}
        {oldest ? (
          <>
            {" The oldest is of "}
            <Time iso={oldest} className="figures" />.
          </>
        ) : null}
      </p>
    </EmptyState>
  );
}
