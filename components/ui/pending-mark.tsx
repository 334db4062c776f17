"use client";

import { useLinkStatus } from "next/link";

/** Inside a link: says that the click was heard while the server is still at it. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span role="status" className="size-1.5 animate-breathe rounded-full bg-current">
      <span className="sr-only">Loading</span>
    </span>
  );
}
