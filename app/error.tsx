"use client";

import { useEffect } from "react";
import { Page } from "#components/shell/page.tsx";
import { describeError, reportError } from "#components/telemetry/report-error.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    reportError(error);
  }, [error]);

  const { message, digest } = describeError(error);
  return (
    <Page className="grow">
      <ErrorState
        heading="h1"
        title="This page failed"
        cause={
          digest ? (
            <p>
              It failed on the server, which keeps the cause in its log under the digest below. This was not
              staged.
            </p>
          ) : (
            <p>
              Its script stopped with: <code className="text-sm break-words">{message}</code>
            </p>
          )
        }
        marks={[...(digest ? [{ label: "Digest", value: digest }] : []), ...requestMark()]}
        action={
          <Button look="solid" onClick={() => retry()}>
            Try again
          </Button>
        }
      />
    </Page>
  );
}

/** The id of the request that loaded the document; of no use once the reader has moved on inside it. */
function requestMark() {
  if (typeof document === "undefined") return [];
  const id = document.querySelector<HTMLMetaElement>("meta[name=request-id]")?.content;
  const [loaded] = performance.getEntriesByType("navigation");
  const same = loaded && new URL(loaded.name).pathname === location.pathname;
  return id && same ? [{ label: "Request id", value: id }] : [];
}
