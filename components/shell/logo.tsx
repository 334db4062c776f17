import { FaultLine } from "#components/ui/fault-line.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";

export function Logo() {
  return (
    <SiteLink href="/" className="flex h-9 items-center gap-2 rounded-sm">
      <span className="display text-xl">Faultmart</span>
      <FaultLine className="h-4 w-9 text-violet" />
    </SiteLink>
  );
}
