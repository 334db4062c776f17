import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** The one `main` of a page. It takes focus from the skip link. */
export function Page({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={classNames("frame py-8 outline-none md:py-10", className)}>
      {children}
    </main>
  );
}
