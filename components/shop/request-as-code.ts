// A request that a page sent, for a shell and for a browser test, so that somebody else can send it again.

export type SentRequest = {
  method: "POST" | "PATCH" | "DELETE";
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** How often the same visitor sends it until it comes to what was seen: a test begins as somebody new. */
  times?: number;
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

export function asPlaywright(
  origin: string,
  { method, path, headers, body, times = 1 }: SentRequest,
): string {
  const options = [
    headers && `    headers: ${JSON.stringify(headers)},`,
    body !== undefined && `    data: ${JSON.stringify(body)},`,
  ].filter(Boolean);
  const rest = options.length > 0 ? `, {\n${options.join("\n")}\n  }` : "";
  const send = [
    `  const answer = await request.${method.toLowerCase()}(${JSON.stringify(`${origin}${path}`)}${rest});`,
    "  expect(answer.ok(), await answer.text()).toBe(true);",
  ];
  const again = [
    "  // Cookies stay: each time it is the same visitor.",
    `  for (let nth = 1; nth <= ${times}; nth += 1) {`,
  ];
  return [
    'import { expect, test } from "@playwright/test";',
    "",
    `test(${JSON.stringify(`${method} ${path}`)}, async ({ request }) => {`,
    ...(times > 1 ? [...again, ...send, "  }"] : send),
    "});",
    "",
  ].join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
