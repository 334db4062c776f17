"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { PendingMark } from "#components/ui/pending-mark.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { isHere, type SectionEntry, sections } from "./navigation.ts";

export function PageLinks({ section }: { section: SectionEntry["id"] }) {
  const path = usePathname();
  const entry = sections.find(({ id }) => id === section);
  const bar = useRef<HTMLElement>(null);
  const here = entry?.pages.find((page) => isHere(page, path))?.href;
  // A phone shows half of the bar: the half one is in.
  useEffect(() => {
    const link = here ? bar.current?.querySelector<HTMLElement>("[aria-current]") : undefined;
    if (bar.current && link) bar.current.scrollLeft = middleOf(link, bar.current);
  }, [here]);
  return (
    <nav ref={bar} aria-label={entry?.label} className="-mx-3 flex gap-1 overflow-x-auto py-2">
      {entry?.pages.map((page) => (
        <SiteLink
          key={page.href}
          href={page.href}
          aria-current={isHere(page, path)}
          className="flex h-7 items-center gap-2 rounded-md px-3 text-sm font-medium text-muted transition-colors hover:bg-cobalt-wash hover:text-cobalt aria-[current]:bg-chosen aria-[current]:text-ink"
        >
          {page.label}
          <PendingMark />
        </SiteLink>
      ))}
    </nav>
  );
}

/** How far the bar is scrolled when the link is in its middle. Not `scrollIntoView`, which may also move the page. */
function middleOf(link: HTMLElement, bar: HTMLElement): number {
  const [inner, outer] = [link.getBoundingClientRect(), bar.getBoundingClientRect()];
  return bar.scrollLeft + inner.left - outer.left - (outer.width - inner.width) / 2;
}
