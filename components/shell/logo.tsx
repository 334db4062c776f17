import Link from "next/link";
import { FaultLine } from "#components/ui/fault-line.tsx";

export function Logo() {
  return (
    <Link href="/" className="flex h-9 items-center gap-2 rounded-sm">
      <span className="display text-xl">Faultmart</span>
      <FaultLine className="h-4 w-9 text-violet" />
    </Link>
  );
}
