import type { ReactNode } from "react";
import type { SectionEntry } from "./navigation.ts";
import { PageLinks } from "./page-links.tsx";

/** The pages of a section, and at the end what the section wants always in sight. */
export function SectionBar({ section, children }: { section: SectionEntry["id"]; children?: ReactNode }) {
  return (
    <div className="z-20 border-b border-line bg-ground md:sticky md:top-[57px]">
      <div className="frame flex flex-wrap items-center justify-between gap-x-6">
        <PageLinks section={section} />
        {children}
      </div>
    </div>
  );
}
