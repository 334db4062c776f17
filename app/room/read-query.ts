// An address and the question it stands for. What the address says wrongly is left out, not refused: a link that was
// cut or mistyped should still show something.
import type { z } from "zod";

export type SearchParams = Record<string, string | string[] | undefined>;

export function readQuery<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  params: SearchParams,
): z.output<typeof schema> {
  const sent = Object.entries(schema.shape).flatMap(([name, part]) => {
    const value = [params[name]].flat()[0]?.trim();
    return value && (part as z.ZodType).safeParse(value).success ? [[name, value]] : [];
  });
  const whole = schema.safeParse(Object.fromEntries(sent));
  return whole.success ? whole.data : schema.parse({});
}

type Value = string | number | undefined;

/** An address without what is not asked. */
export function addressOf(path: string, query: Record<string, Value>): string {
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return said.length > 0 ? `${path}?${new URLSearchParams(said)}` : path;
}
