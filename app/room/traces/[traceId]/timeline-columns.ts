/** Spans and log lines share one scale, so their tracks must stand above each other. */
export const timelineColumns =
  "grid-cols-[minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[minmax(0,24rem)_minmax(0,1fr)_5rem]";
