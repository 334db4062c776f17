"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import type { ReactNode } from "react";
import { themes } from "./themes.ts";

const names = themes.map(({ name }) => name);

/** Sets `data-theme` before the first paint; the rest is CSS. */
export function ThemeProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <NextThemes
      attribute="data-theme"
      themes={names}
      defaultTheme="auto"
      enableSystem={false}
      enableColorScheme={false}
      storageKey="faultmart.theme"
      nonce={nonce}
    >
      {children}
    </NextThemes>
  );
}
