// Who is present, where thousands a second come and go. Not a Set: each time it makes itself a new table, V8 links the old
// one to it, and once one of them is in the old generation, all that were in any of them outlive every small collection.

export type Roster<Member> = {
  /** Returns what takes the member off again; calling it twice is fine. */
  add(member: Member): () => void;
  size(): number;
  /** In no order. */
  all(): readonly Member[];
};

type Place<Member> = { member: Member; at: number };

export function createRoster<Member>(): Roster<Member> {
  const places: Place<Member>[] = [];

  const remove = (place: Place<Member>) => {
    if (places[place.at] !== place) return;
    const last = places.pop();
    if (!last || last === place) return;
    places[place.at] = last;
    last.at = place.at;
  };

  return {
    add(member) {
      const place = { member, at: places.length };
      places.push(place);
      return () => remove(place);
    },
    size: () => places.length,
    all: () => places.map(({ member }) => member),
  };
}
