import { headers } from "next/headers";
import { buttonStyle } from "#components/ui/button-style.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** `again` is a plain link: it asks the server anew, with or without a script. */
export async function ShelfOutOfReach({ again }: { again: string }) {
  const requestId = (await headers()).get("x-request-id");
  return (
    <ErrorState
      title="The database does not answer"
      cause={
        <p>
          The products are in there, so this shop has nothing to show until it does. The control room still
          works and says whether its store can be reached.
        </p>
      }
      marks={requestId ? [{ label: "Request id", value: requestId }] : []}
      action={
        <div className="flex flex-wrap gap-3">
          <a href={again} className={buttonStyle({ look: "solid" })}>
            Try again
          </a>
          <LinkButton href="/room">Open the control room</LinkButton>
        </div>
      }
    />
  );
}
