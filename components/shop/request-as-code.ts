// A request that a page sent, for a shell and for a browser test, so that somebody else can send it again.

export type SentRequest = {
  method: "POST" | "PATCH" | "DELETE";
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** How often the same visitor sends it until it comes to what was seen: a test begins as somebody new. */
  times?: number;
  /** What the same visitor had sent before, without which this comes to something else. */
  before?: readonly SentRequest[];
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

export function asPlaywright(origin: string, request: SentRequest): string {
  const { method, path, times = 1, before = [] } = request;
  const send = [
    `  const answer = await ${call(origin, request)};`,
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
    ...before.map((earlier) => untilDone(origin, earlier)),
    ...(times > 1 ? [...again, ...send, "  }"] : send),
    "});",
    "",
  ].join("\n");
}

function call(origin: string, { method, path, headers, body }: SentRequest): string {
  const options = [
    headers && `    headers: ${JSON.stringify(headers)},`,
    body !== undefined && `    data: ${JSON.stringify(body)},`,
  ].filter(Boolean);
  const rest = options.length > 0 ? `, {\n${options.join("\n")}\n  }` : "";
  return `request.${method.toLowerCase()}(${JSON.stringify(`${origin}${path}`)}${rest})`;
}

/** What came before may fail here as well, as every third click does, and is not what the test is about. */
function untilDone(origin: string, earlier: SentRequest): string {
  return `  await expect.poll(async () => (await ${call(origin, earlier)}).ok()).toBe(true);`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
