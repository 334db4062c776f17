// Keeps things in the order in which they were last touched, so that the recent ones are found without looking at the rest.
export type RecentOrder<T> = {
  /** Makes it the newest; costs the same however many there are. */
  touch(item: T): void;
  /** The newest first. */
  newestFirst(): Generator<T>;
};

type Link<T> = { item: T; newer: Link<T> | undefined; older: Link<T> | undefined };

export function createRecentOrder<T>(): RecentOrder<T> {
  const links = new Map<T, Link<T>>();
  let newest: Link<T> | undefined;

  const begin = (item: T): Link<T> => {
    const link = { item, newer: undefined, older: undefined };
    links.set(item, link);
    return link;
  };
  const take = (link: Link<T>) => {
    if (link.newer) link.newer.older = link.older;
    if (link.older) link.older.newer = link.newer;
  };

  return {
    touch(item) {
      if (newest?.item === item) return;
      const link = links.get(item) ?? begin(item);
      take(link);
      link.newer = undefined;
      link.older = newest;
      if (newest) newest.newer = link;
      newest = link;
    },
    *newestFirst() {
      for (let link = newest; link; link = link.older) yield link.item;
    },
  };
}
