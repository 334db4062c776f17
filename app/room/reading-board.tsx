"use client";

import { ReadingTile } from "#components/room/reading-tile.tsx";
import { readingGroups } from "#components/room/readings.ts";

export function ReadingBoard() {
  return (
    <div className="grid gap-8">
      {readingGroups.map(({ title, readings }) => (
        <section key={title}>
          <h3 className="display mb-3 text-lg">{title}</h3>
          <div className="grid grid-cols-1 gap-px overflow-hidden rounded-md border border-line bg-line min-[340px]:grid-cols-2 xl:grid-cols-4">
            {readings.map((reading) => (
              <ReadingTile key={reading.id} reading={reading} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
