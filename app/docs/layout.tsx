import type { ReactNode } from "react";
import { SectionBar } from "#components/shell/section-bar.tsx";

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionBar section="docs" />
      {children}
    </>
  );
}
