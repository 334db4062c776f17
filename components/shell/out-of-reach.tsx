import { headers } from "next/headers";
import type { ReactNode } from "react";
import { buttonStyle } from "#components/ui/button-style.ts";
import { ErrorState } from "#components/ui/error-state.tsx";

/** `again` is a plain link: it asks the server anew, with or without a script. `children` say what that means here. */
export async function OutOfReach({
  again,
  children,
  otherWay,
}: {
  again: string;
  children: ReactNode;
  otherWay?: ReactNode;
}) {
  const requestId = (await headers()).get("x-request-id");
  return (
    <ErrorState
      title="The database does not answer"
      cause={<p>{children}</p>}
      marks={requestId ? [{ label: "Request id", value: requestId }] : []}
      action={
        <div className="flex flex-wrap gap-3">
          <a href={again} className={buttonStyle({ look: "solid" })}>
            Try again
          </a>
          {otherWay}
        </div>
      }
    />
  );
}
