"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** What is undefined leaves the address. */
export type AddressChange = Readonly<Record<string, string | undefined>>;
type How = {
  /** What the reader chose is a step back in the history; what is being typed or dragged is not. */
  as?: "push" | "replace";
  /** Whether the server shall render the page again; otherwise the page reads the address by itself. */
  ask?: boolean;
};

/** The address is the state of a page about the past: its parameters, and a way to change some and keep the others. */
export function useAddress(): [
  params: ReadonlyURLSearchParams,
  change: (next: AddressChange, how?: How) => void,
] {
  const params = useSearchParams();
  const router = useRouter();
  const change = useCallback(
    (next: AddressChange, { as = "push", ask = true }: How = {}) => {
      // Read anew: between two quick changes the page has not rendered yet.
      const href = changedAddress(location.pathname, new URLSearchParams(location.search), next);
      if (href === location.pathname + location.search) return;
      if (ask)
        return as === "push" ? router.push(href, { scroll: false }) : router.replace(href, { scroll: false });
      if (as === "push") history.pushState(null, "", href);
      else history.replaceState(null, "", href);
    },
    [router],
  );
  return [params, change];
}

type ReadonlyURLSearchParams = ReturnType<typeof useSearchParams>;

/** Another question begins on its first page. */
export function changedAddress(path: string, params: URLSearchParams, next: AddressChange): string {
  for (const [name, value] of Object.entries({ cursor: undefined, ...next })) {
    if (value === undefined) params.delete(name);
    else params.set(name, value);
  }
  const said = params.toString();
  return said === "" ? path : `${path}?${said}`;
}
