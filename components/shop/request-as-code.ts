// A request that a page sent, for a shell and for a browser test, so that somebody else can send it again.

export type SentRequest = {
  method: "POST" | "PATCH" | "DELETE";
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
};

/** Who sends it is a cookie. With a jar, sending it again is the same visitor again, as it is in a browser. */
export function asCurl(origin: string, { method, path, headers = {}, body }: SentRequest): string {
  const lines = [
    `curl -i -X ${method} ${quote(`${origin}${path}`)}`,
    "-b faultmart.cookies -c faultmart.cookies",
  ];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined)
    lines.push(`-H ${quote("content-type: application/json")}`, `-d ${quote(JSON.stringify(body))}`);
  return lines.join(" \\\n  ");
}

export function asPlaywright(origin: string, { method, path, headers, body }: SentRequest): string {
  const options = [
    headers && `    headers: ${JSON.stringify(headers)},`,
    body !== undefined && `    data: ${JSON.stringify(body)},`,
  ].filter(Boolean);
  const rest = options.length > 0 ? `, {\n${options.join("\n")}\n  }` : "";
  return [
    'import { expect, test } from "@playwright/test";',
    "",
    `test(${JSON.stringify(`${method} ${path}`)}, async ({ request }) => {`,
    `  const answer = await request.${method.toLowerCase()}(${JSON.stringify(`${origin}${path}`)}${rest});`,
    "  expect(answer.ok(), await answer.text()).toBe(true);",
    "});",
    "",
  ].join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
