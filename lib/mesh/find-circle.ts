// A walk in depth with a path of its own: ten thousand services in a row would be too deep for recursion.

/** The first circle there is, its first member again at the end; undefined when there is none. */
export function findCircle(
  ids: readonly string[],
  nextOf: (id: string) => readonly string[],
): string[] | undefined {
  const finished = new Set<string>();
  for (const start of ids) {
    if (finished.has(start)) continue;
    const circle = circleFrom(start, nextOf, finished);
    if (circle) return circle;
  }
  return undefined;
}

function circleFrom(
  start: string,
  nextOf: (id: string) => readonly string[],
  finished: Set<string>,
): string[] | undefined {
  const path = [{ id: start, next: nextOf(start).values() }];
  const onPath = new Set([start]);
  for (let here = path.at(-1); here; here = path.at(-1)) {
    const { value: to, done } = here.next.next();
    if (done) {
      path.pop();
      onPath.delete(here.id);
      finished.add(here.id);
    } else if (onPath.has(to)) {
      const circle = path.map(({ id }) => id);
      return [...circle.slice(circle.indexOf(to)), to];
    } else if (!finished.has(to)) {
      path.push({ id: to, next: nextOf(to).values() });
      onPath.add(to);
    }
  }
  return undefined;
}
