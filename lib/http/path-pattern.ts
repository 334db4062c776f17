// Matches `/api/products/{sku}` and `/docs/{...rest}` against a path. Literal patterns are found by one map lookup.
import { AppError } from "#lib/kernel/errors.ts";

export type Match<T> = { value: T; pattern: string; params: Record<string, string> };

export type PathTable<T> = { find(path: string): Match<T> | undefined };

type Dynamic<T> = { segments: string[]; rest: boolean; pattern: string; value: T };

const isParameter = (segment: string) => segment.startsWith("{");

export function createPathTable<T>(entries: Iterable<readonly [pattern: string, value: T]>): PathTable<T> {
  const literal = new Map<string, T>();
  const dynamic: Dynamic<T>[] = [];
  for (const [pattern, value] of entries) {
    const segments = pattern.split("/");
    if (!segments.some(isParameter)) literal.set(pattern, value);
    else dynamic.push({ segments, rest: pattern.includes("{..."), pattern, value });
  }
  return {
    find(path) {
      const value = literal.get(path);
      if (value !== undefined) return { value, pattern: path, params: {} };
      const given = path.split("/");
      for (const entry of dynamic) {
        const params = matchSegments(entry, given);
        if (params) return { value: entry.value, pattern: entry.pattern, params };
      }
      return undefined;
    },
  };
}

function matchSegments<T>(entry: Dynamic<T>, given: string[]): Record<string, string> | undefined {
  if (entry.rest ? given.length < entry.segments.length : given.length !== entry.segments.length)
    return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of entry.segments.entries()) {
    const found = given[index] ?? "";
    if (isParameter(segment) && found === "") return undefined;
    if (segment.startsWith("{...")) params[segment.slice(4, -1)] = given.slice(index).map(decode).join("/");
    else if (isParameter(segment)) {
      params[segment.slice(1, -1)] = decode(found);
    } else if (segment !== found) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new AppError("bad_request", "The path has a broken percent escape.", { cause });
  }
}
