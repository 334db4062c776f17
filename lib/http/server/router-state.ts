// Next's browser code says in a header which part of a page it has; Next answers 500 when it cannot read that. A client
// must not be able to make us fail, so a header of another shape is left out, and the whole page is rendered.
import type { IncomingMessage } from "node:http";
import { z } from "zod";

const parameterKinds = [
  "c",
  "ci(..)(..)",
  "ci(.)",
  "ci(..)",
  "ci(...)",
  "oc",
  "d",
  "di(..)(..)",
  "di(.)",
  "di(..)",
  "di(...)",
];

const Segment = z.union([
  z.string(),
  z.tuple([z.string(), z.string(), z.enum(parameterKinds), z.array(z.string()).nullable()]),
]);

type RouterState = [z.infer<typeof Segment>, Record<string, RouterState>, ...unknown[]];

/** The shape of Next 16.4; a test sends what a real browser sends. */
const RouterState: z.ZodType<RouterState> = z.lazy(() =>
  z.union([
    z.tuple([Segment, Children]),
    z.tuple([Segment, Children, Refresh]),
    z.tuple([Segment, Children, Refresh, Mode]),
    z.tuple([Segment, Children, Refresh, Mode, z.number().nullable()]),
    z.tuple([Segment, Children, Refresh, Mode, z.number().nullable(), z.string()]),
  ]),
);
const Children = z.record(z.string(), RouterState);
const Refresh = z.tuple([z.string(), z.string()]).nullable();
const Mode = z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullable();

/** About two thousand segments; Next's own limit. */
const maxLength = 40_000;

export function dropUnreadableRouterState({ headers }: IncomingMessage) {
  const given = headers["next-router-state-tree"];
  if (given !== undefined && !isReadable(given)) delete headers["next-router-state-tree"];
}

function isReadable(given: string | string[]): boolean {
  if (typeof given !== "string" || given.length > maxLength) return false;
  try {
    return RouterState.safeParse(JSON.parse(decodeURIComponent(given))).success;
  } catch {
    return false;
  }
}
