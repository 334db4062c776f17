"use client";

import { useEffect } from "react";
import { describeError, reportError } from "#components/telemetry/report-error.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import "./globals.css";

/** The last resort, when the layout itself failed: it brings its own document and needs nothing of the shell. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    reportError(error);
  }, [error]);

  const { digest } = describeError(error);
  return (
    <html lang="en">
      <body>
        <title>Faultmart failed</title>
        <main className="frame py-10">
          <ErrorState
            heading="h1"
            title="Faultmart failed as a whole"
            cause={<p>Not even the frame of the page could be made. The server’s log has the cause.</p>}
            marks={digest ? [{ label: "Digest", value: digest }] : []}
            action={
              <Button look="solid" onClick={() => retry()}>
                Try again
              </Button>
            }
          />
        </main>
      </body>
    </html>
  );
}
