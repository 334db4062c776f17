"use client";

import { type ComponentProps, lazy, Suspense } from "react";

const BreakDialog = lazy(() => import("./break-dialog.tsx"));

/** The form loads with its first use. */
export function BreakLauncher(props: ComponentProps<typeof BreakDialog>) {
  return (
    <Suspense>
      <BreakDialog {...props} />
    </Suspense>
  );
}
