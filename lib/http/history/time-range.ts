type Range = { from?: string | undefined; to?: string | undefined };

export function timeRange({ from, to }: Range) {
  return {
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
  };
}
