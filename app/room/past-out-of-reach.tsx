import { headers } from "next/headers";
import { buttonStyle } from "#components/ui/button-style.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

type Props = {
  again: string;
  /** Where less is asked, when it was the question that took too long. */
  shorter?: string | undefined;
};

/** `again` is a plain link: it asks the server anew, with or without a script. */
export async function PastOutOfReach({ again, shorter }: Props) {
  const requestId = (await headers()).get("x-request-id");
  const marks = requestId ? [{ label: "Request id", value: requestId }] : [];
  if (shorter) {
    return (
      <ErrorState
        title="The question took too long"
        cause={<p>It was stopped, so that nobody waits behind it. A shorter time is answered sooner.</p>}
        marks={marks}
        action={
          <div className="flex flex-wrap gap-3">
            <a href={shorter} className={buttonStyle({ look: "solid" })}>
              The last five minutes
            </a>
            <a href={again} className={buttonStyle({ look: "outline" })}>
              Try again
            </a>
          </div>
        }
      />
    );
  }
  return (
    <ErrorState
      title="The warehouse does not answer"
      cause={
        <p>
          Traces and log lines are kept in a file that cannot be read just now. What happens meanwhile is
          still counted on the overview, and log lines still go to the standard output.
        </p>
      }
      marks={marks}
      action={
        <div className="flex flex-wrap gap-3">
          <a href={again} className={buttonStyle({ look: "solid" })}>
            Try again
          </a>
          <LinkButton href="/room">Open the overview</LinkButton>
        </div>
      }
    />
  );
}
