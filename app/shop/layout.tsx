import type { ReactNode } from "react";
import { SectionBar } from "#components/shell/section-bar.tsx";

export default function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionBar section="shop" />
      {children}
    </>
  );
}
