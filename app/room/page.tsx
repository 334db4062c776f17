import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { ProcessFacts } from "./process-facts.tsx";
import { ReadingBoard } from "./reading-board.tsx";
import { ReadingTable } from "./reading-table.tsx";

export const metadata: Metadata = { title: "Control room" };

type Props = { searchParams: Promise<{ view?: string | string[] }> };

const views = [
  { name: "charts", label: "Charts", href: "/room" },
  { name: "table", label: "Table", href: "/room?view=table" },
];

export default async function RoomPage({ searchParams }: Props) {
  const view = (await searchParams).view === "table" ? "table" : "charts";
  return (
    <Page className="md:py-8">
      <div className="mb-5 flex flex-wrap items-end justify-between gap-4">
        <h1 className="display text-2xl">Overview</h1>
        <nav aria-label="View" className="flex rounded-md border border-edge bg-panel p-[3px]">
          {views.map(({ name, label, href }) => (
            <Link
              key={name}
              href={href}
              aria-current={name === view ? "true" : undefined}
              className="flex h-7 items-center rounded-sm px-3 text-sm font-medium text-muted transition-colors hover:text-cobalt aria-[current]:bg-cobalt-wash aria-[current]:text-cobalt"
            >
              {label}
            </Link>
          ))}
        </nav>
      </div>
      <ProcessFacts />
      {view === "table" ? <ReadingTable /> : <ReadingBoard />}
    </Page>
  );
}
