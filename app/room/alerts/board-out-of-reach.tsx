import { headers } from "next/headers";
import { buttonStyle } from "#components/ui/button-style.ts";
import { ErrorState } from "#components/ui/error-state.tsx";

/** The way on is a plain link: it asks the server anew, with or without a script. */
export async function BoardOutOfReach({ again }: { again: string }) {
  const requestId = (await headers()).get("x-request-id");
  return (
    <ErrorState
      title="The database does not answer"
      cause={
        <p>
          Alerts and silences are kept there. They are watched again as soon as it answers; nothing is lost.
        </p>
      }
      marks={requestId ? [{ label: "Request id", value: requestId }] : []}
      action={
        <a href={again} className={buttonStyle({ look: "solid" })}>
          Try again
        </a>
      }
    />
  );
}
