"use client";

import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast } from "sonner";
import type { Notice } from "./notify.ts";
import { SeverityGlyph } from "./severity-glyph.tsx";

const look = {
  toast:
    "flex w-full items-start gap-3 rounded-md border border-line bg-panel p-4 font-sans text-base text-ink shadow-overlay",
  title: "font-medium",
  description: "text-sm text-muted",
  icon: "mt-1",
};

export default function Toaster({ notices }: { notices: readonly Notice[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const { tone, title, detail } of notices.slice(shown.current)) {
      const options = detail ? { description: detail } : {};
      if (tone === "problem") toast.error(title, options);
      else toast(title, options);
    }
    shown.current = notices.length;
  }, [notices]);
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel="Notices"
      toastOptions={{ unstyled: true, classNames: look }}
      icons={{ error: <SeverityGlyph severity="red-high" className="text-red-high" /> }}
    />
  );
}
