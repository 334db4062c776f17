import { headers } from "next/headers";
import { buttonStyle } from "#components/ui/button-style.ts";
import { ErrorState } from "#components/ui/error-state.tsx";

/** `again` is a plain link: it asks the server anew, with or without a script. */
export async function StoreOutOfReach({ again }: { again: string }) {
  const requestId = (await headers()).get("x-request-id");
  return (
    <ErrorState
      title="The database does not answer"
      cause={
        <p>
          What is known of vendors is kept there. The jobs go on by themselves as soon as it answers again;
          nothing of what was known before is lost.
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
