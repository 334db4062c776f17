"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { type Notice, onNotice } from "./notify.ts";

const Toaster = lazy(() => import("./toaster.tsx"));

/** Waits for the first notice before it loads anything. */
export function Toasts() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  useEffect(() => onNotice((notice) => setNotices((earlier) => [...earlier, notice])), []);
  if (notices.length === 0) return null;
  return (
    <Suspense>
      <Toaster notices={notices} />
    </Suspense>
  );
}
