// Where the reader had the graph, kept for this tab: the view survives a reload, and other graphs do not inherit it.
import type { Viewport } from "@xyflow/react";

const storageKey = "faultmart.graph.viewport";

export function keepViewport(of: string, viewport: Viewport) {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ of, viewport }));
  } catch {
    // Storage may be forbidden or full; then the graph starts fitted, which is all that is lost.
  }
}

export function keptViewport(of: string): Viewport | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    return isKept(kept) && kept.of === of ? kept.viewport : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is { of: string; viewport: Viewport } {
  if (typeof value !== "object" || value === null || !("viewport" in value) || !("of" in value)) return false;
  const { viewport } = value;
  return (
    typeof viewport === "object" &&
    viewport !== null &&
    ["x", "y", "zoom"].every((name) => Number.isFinite(Reflect.get(viewport, name)))
  );
}
