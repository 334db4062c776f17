"use client";

import { usePathname } from "next/navigation";
import { PendingMark } from "#components/ui/pending-mark.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { type SectionEntry, sections } from "./navigation.ts";

export function PageLinks({ section }: { section: SectionEntry["id"] }) {
  const path = usePathname();
  const entry = sections.find(({ id }) => id === section);
  return (
    <nav aria-label={entry?.label} className="-mx-3 flex gap-1 overflow-x-auto py-2">
      {entry?.pages.map((page) => (
        <SiteLink
          key={page.href}
          href={page.href}
          aria-current={isHere(page.href, path)}
          className="flex h-7 items-center gap-2 rounded-md px-3 text-sm font-medium text-muted transition-colors hover:bg-cobalt-wash hover:text-cobalt aria-[current]:bg-chosen aria-[current]:text-ink"
        >
          {page.label}
          <PendingMark />
        </SiteLink>
      ))}
    </nav>
  );
}

/** A page is also where one is while looking at what lies below it; below `/room` lies the whole section. */
function isHere(href: string, path: string): "page" | "true" | undefined {
  if (href === path) return "page";
  const wholeSection = sections.some(({ id }) => href === `/${id}`);
  return !wholeSection && path.startsWith(`${href}/`) ? "true" : undefined;
}
