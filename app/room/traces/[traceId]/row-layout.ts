/** Spans and log lines share one scale, so their tracks must stand above each other. On a phone they have two lines. */
export const rowColumns =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 md:grid-cols-[minmax(0,24rem)_minmax(0,1fr)_4.75rem] lg:grid-cols-[minmax(0,42%)_minmax(0,1fr)_4.75rem] xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)_4.75rem]";

/** Deeper calls are not indented further, or nothing but the indent would be seen. */
export const maxIndent = 14;
