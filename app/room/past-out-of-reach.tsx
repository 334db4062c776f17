import { headers } from "next/headers";
import { buttonStyle } from "#components/ui/button-style.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** `again` is a plain link: it asks the server anew, with or without a script. */
export async function PastOutOfReach({ again }: { again: string }) {
  const requestId = (await headers()).get("x-request-id");
  return (
    <ErrorState
      title="The warehouse does not answer"
      cause={
        <p>
          Traces and log lines are kept in a file that cannot be read just now. What happens meanwhile is
          still counted on the overview, and log lines still go to the standard output.
        </p>
      }
      marks={requestId ? [{ label: "Request id", value: requestId }] : []}
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
