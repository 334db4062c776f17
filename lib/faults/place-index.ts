// What lies where, found in two steps whatever their number: asked on every call of the mesh.

export type PlaceIndex<Item> = {
  /** In the order in which they were put there; undefined where nothing lies. */
  at(outer: string, inner: string): readonly Item[] | undefined;
  /** Without `inner` it lies at every place within `outer`. */
  put(item: Item, outer: string, inner?: string): void;
  take(item: Item, outer: string, inner?: string): void;
};

/** No operation and no service can be called so. */
const everywhere = "*";

export function createPlaceIndex<Item extends { order: number }>(): PlaceIndex<Item> {
  const items = new Map<string, Map<string, Item[]>>();
  return {
    at(outer, inner) {
      const within = items.get(outer);
      if (!within) return undefined;
      const wide = within.get(everywhere);
      const narrow = within.get(inner);
      if (!wide || !narrow) return wide ?? narrow;
      return [...wide, ...narrow].sort((a, b) => a.order - b.order);
    },
    put(item, outer, inner = everywhere) {
      const within = items.get(outer) ?? new Map<string, Item[]>();
      items.set(outer, within);
      within.set(inner, [...(within.get(inner) ?? []), item]);
    },
    take(item, outer, inner = everywhere) {
      const within = items.get(outer);
      const left = within?.get(inner)?.filter((one) => one !== item) ?? [];
      if (left.length > 0) within?.set(inner, left);
      else within?.delete(inner);
      if (within?.size === 0) items.delete(outer);
    },
  };
}
