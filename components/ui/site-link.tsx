import Link from "next/link";
import type { ComponentProps } from "react";

/** Leads to another page, and fetches nothing ahead: each such request would be a trace and a log line in the room. */
export function SiteLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  return <Link prefetch={false} {...props} />;
}
