"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { PendingMark } from "#components/ui/pending-mark.tsx";
import { sectionOf, sections } from "./navigation.ts";

export function SectionLinks() {
  const here = sectionOf(usePathname());
  return (
    <nav aria-label="Main" className="flex h-11 items-stretch gap-6 md:h-14">
      {sections.map((section) => (
        <Link
          key={section.id}
          href={section.href}
          aria-current={section.id === here?.id ? "true" : undefined}
          className="-mb-px flex items-center gap-2 border-b-2 border-transparent font-medium text-muted transition-colors hover:text-cobalt aria-[current]:border-ink aria-[current]:text-ink"
        >
          {section.label}
          <PendingMark />
        </Link>
      ))}
    </nav>
  );
}
