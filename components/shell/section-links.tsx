"use client";

import { usePathname } from "next/navigation";
import { PendingMark } from "#components/ui/pending-mark.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { sectionOf, sections } from "./navigation.ts";

export function SectionLinks() {
  const here = sectionOf(usePathname());
  return (
    <nav aria-label="Main" className="flex h-11 items-stretch gap-6 md:h-14">
      {sections.map((section) => (
        <SiteLink
          key={section.id}
          href={section.href}
          aria-current={section.id === here?.id ? "true" : undefined}
          className="-mb-px flex items-center gap-2 border-b-2 border-transparent font-medium text-muted transition-colors hover:text-cobalt aria-[current]:border-ink aria-[current]:text-ink"
        >
          {section.label}
          <PendingMark />
        </SiteLink>
      ))}
    </nav>
  );
}
