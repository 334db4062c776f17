"use client";

import { type ComponentProps, useState } from "react";
import { FacetList } from "#components/filter/facet-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { alertFields } from "#lib/contract/alert-words.ts";

/** Beside the alerts where there is room; above them, on demand, where there is none. */
export function BoardFacets(props: Omit<ComponentProps<typeof FacetList>, "fields">) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <aside aria-label="Facets" className="min-w-0 noscript:hidden">
      <Button size="sm" className="lg:hidden" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        Narrow by severity, state, rule
      </Button>
      <div
        className={classNames(
          "lg:sticky lg:top-32 lg:max-h-[calc(100dvh-9rem)] lg:overflow-y-auto",
          unfolded ? "max-lg:mt-3" : "max-lg:hidden",
        )}
      >
        <FacetList fields={alertFields} {...props} />
      </div>
    </aside>
  );
}
