import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  type MetabaseServer,
  password,
  startMetabase,
  type Trouble,
  username,
} from "../testing/metabase-server.ts";
import type { VendorSource } from "../types.ts";
import { createMetabaseSource } from "./create-source.ts";

const questionIds = { "discount-stock": 7179, "vendor-status": 7163, "vendor-product-status": 7196 };
const statuses = [
  { "Vendor Code": "V1", "Vendor Name": "Sea Bakery", City: "Lisbon", Status: "OPEN", "Offline Since": null },
  {
    "Vendor Code": 42,
    "Vendor Name": "",
    City: null,
    Status: "closed",
    "Offline Since": "2026-11-21T09:30:00",
  },
];
const signal = new AbortController().signal;
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

type Options = Partial<Parameters<typeof createMetabaseSource>[0]>;

async function connected(rows: MetabaseServer["rows"] = { 7163: statuses }, options: Options = {}) {
  const metabase = await startMetabase(rows);
  opened.push(metabase);
  const source = createMetabaseSource({
    url: metabase.url,
    username,
    password,
    questionIds,
    limitMs: 60_000,
    pageSize: 0,
    ...options,
  });
  opened.push(source);
  return { metabase, source };
}

async function refusal(source: VendorSource, asked: AbortSignal = signal): Promise<string> {
  const error: unknown = await source.ask("vendor-status", asked).catch((problem: unknown) => problem);
  if (!(error instanceof Error)) throw new Error("it was answered");
  // Whatever is written of it anywhere: neither who we are nor what lets us in.
  const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  expect(told).not.toContain(password);
  expect(told).not.toContain(username);
  return error.message;
}

describe("a question of Metabase's", () => {
  test("is asked with one session for all, and its columns are found whatever they are titled", async () => {
    const { metabase, source } = await connected();
    const answers = await Promise.all([1, 2, 3].map(() => source.ask("vendor-status", signal)));
    expect(metabase.logins).toBe(1);
    expect(metabase.asked.map(({ path }) => path)).toEqual(Array(3).fill("/api/card/7163/query/json"));
    expect(answers[0]).toEqual({
      rows: [
        {
          question: "vendor-status",
          code: "V1",
          name: "Sea Bakery",
          city: "Lisbon",
          status: "online",
          offlineSince: null,
        },
        {
          question: "vendor-status",
          code: "42",
          name: "42",
          city: "",
          status: "offline",
          offlineSince: "2026-11-21T09:30:00.000Z",
        },
      ],
      bad: [],
    });
  });

  test("logs in again, once, when the session is over", async () => {
    const { metabase, source } = await connected();
    await source.ask("vendor-status", signal);
    metabase.endSessions();
    expect((await source.ask("vendor-status", signal)).rows).toHaveLength(2);
    expect(metabase.logins).toBe(2);
    expect(metabase.asked).toHaveLength(3);
  });

  test("reports the rows that are not as agreed, by number and reason, and takes the others", async () => {
    const product = {
      vendor_code: "V1",
      vendor_name: "Sea",
      city: "Lisbon",
      total_products: "1,204",
      available_products: 17,
    };
    const { source } = await connected({
      7196: [
        product,
        { ...product, vendor_code: "V2", available_products: "many" },
        { ...product, vendor_code: null },
        { ...product, vendor_code: "V4", available_products: 2_000 },
        "not a row",
        product,
        { ...product, vendor_code: "V7\u0000" },
        { vendor_code: "V8", total_products: 4 },
        { ...product, vendor_code: "V9", vendor_name: "Half a shell \ud83d" },
      ],
    });
    const { rows, bad } = await source.ask("vendor-product-status", signal);
    expect(rows).toEqual([
      {
        question: "vendor-product-status",
        code: "V1",
        name: "Sea",
        city: "Lisbon",
        products: 1_204,
        available: 17,
      },
    ]);
    expect(bad).toEqual([
      { row: 2, code: "V2", problem: 'available is no number: it is "many"' },
      { row: 3, problem: "code is not text: it is null" },
      { row: 4, code: "V4", problem: "available is more than there are products: it is 2000" },
      { row: 5, problem: "is not a row of columns" },
      { row: 6, code: "V1", problem: "V1 is there a second time" },
      { row: 7, problem: expect.stringContaining("code has control characters in it") },
      {
        row: 8,
        code: "V8",
        problem:
          "has no column for available (available, available_products, active_products); its columns: vendor_code, total_products",
      },
      { row: 9, code: "V9", problem: expect.stringContaining("name has half of a character in it") },
    ]);
  });

  test("is read a page at a time where it takes a page size", async () => {
    const many = Array.from({ length: 25 }, (_, index) => ({ code: `V${index}`, status: "online" }));
    const { metabase, source } = await connected({ 7163: [...many, { code: "bad" }] }, { pageSize: 10 });
    const { rows, bad } = await source.ask("vendor-status", signal);
    expect(rows.map(({ code }) => code)).toEqual(many.map(({ code }) => code));
    expect(bad).toMatchObject([{ row: 26, code: "bad" }]);
    expect(metabase.asked).toHaveLength(3);
  });
});

describe("what Metabase does instead of answering", () => {
  const troubles: [string, Trouble, RegExp][] = [
    [
      "an error of its own",
      { kind: "status", status: 500, body: "boom" },
      /failed at question 7163 \(status 500\)/,
    ],
    [
      "an error with a message",
      { kind: "status", status: 503, body: '{"message":"starting up"}' },
      /status 503: starting up/,
    ],
    ["a page instead of rows", { kind: "html" }, /text\/html instead of JSON.*sign-in page or a proxy/],
    [
      "a query that failed, told with success",
      { kind: "query-failed", error: "relation does not exist" },
      /could not run question 7163: relation does not exist/,
    ],
    ["half an answer", { kind: "truncated" }, /no JSON after 31 characters/],
    ["a broken connection", { kind: "cut" }, /could not be reached, or broke off/],
    [
      "a question that is not there",
      { kind: "status", status: 404, body: '"Not found."' },
      /knows nothing of question 7163/,
    ],
    [
      "a question that may not be seen",
      { kind: "status", status: 403, body: '"You don\'t have permissions"' },
      /refused question 7163 \(status 403\)/,
    ],
    ["too many requests", { kind: "status", status: 429 }, /too many requests/],
    [
      "a session that is refused again and again",
      { kind: "status", status: 401 },
      /refused question 7163 \(status 401\)/,
    ],
  ];
  test.each(troubles)(
    "%s is told by name, and the next question is asked as if nothing had been",
    async (_what, trouble, told) => {
      const { metabase, source } = await connected();
      metabase.trouble = trouble;
      expect(await refusal(source)).toMatch(told);
      metabase.trouble = undefined;
      expect((await source.ask("vendor-status", signal)).rows).toHaveLength(2);
    },
  );

  test("an answer that does not come in time is given up", async () => {
    const { metabase, source } = await connected({ 7163: statuses }, { limitMs: 300 });
    await source.ask("vendor-status", signal);
    metabase.trouble = { kind: "hang" };
    expect(await refusal(source)).toMatch(/did not answer within 0.3 s.*METABASE_TIMEOUT_SECONDS/);
  });

  test("an answer without an end is not read to its end", async () => {
    const mostBytes = 1_048_576;
    const { metabase, source } = await connected({ 7163: statuses }, { mostBytes });
    metabase.trouble = { kind: "endless" };
    expect(await refusal(source)).toMatch(/larger than 1 MB/);
    // What lay in the buffers of both sides comes on top.
    expect(metabase.written).toBeLessThan(mostBytes + 16 * 1_048_576);
  });

  test("a redirect is followed nowhere, and only its host is told", async () => {
    let visits = 0;
    const inside = createServer((_request, response) => {
      visits += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
    opened.push({ close: () => new Promise((resolve) => inside.close(() => resolve())) });
    const { port } = inside.address() as AddressInfo;
    const { metabase, source } = await connected();
    for (const location of [
      `http://127.0.0.1:${port}/latest/meta-data?token=secret`,
      "http://169.254.169.254/",
      "/login",
    ]) {
      metabase.trouble = { kind: "redirect", location };
      const told = await refusal(source);
      expect(told).toMatch(/wanted to redirect question 7163.*\(status 302\), which is not followed/);
      expect(told).not.toContain("token");
    }
    expect(visits).toBe(0);
  });

  test("a login that is refused says whether it was the password or the number of attempts", async () => {
    const { metabase, source } = await connected();
    metabase.refusesLogins = "wrong-password";
    expect(await refusal(source)).toMatch(/refused the login.*METABASE_PASSWORD/);
    metabase.refusesLogins = "too-many";
    expect(await refusal(source)).toMatch(/no more logins for a while/);
    metabase.refusesLogins = undefined;
    expect((await source.ask("vendor-status", signal)).rows).toHaveLength(2);
  });

  test("nobody at that address is told with what to look at", async () => {
    const { metabase, source } = await connected();
    await metabase.close();
    expect(await refusal(source)).toMatch(/could not be reached.*ECONNREFUSED.*METABASE_URL/);
  });

  test("a question without the variables of a page is not asked for ever", async () => {
    const { metabase, source } = await connected({ 7163: statuses }, { pageSize: 1 });
    metabase.trouble = { kind: "status", status: 200, body: JSON.stringify(statuses) };
    expect(await refusal(source)).toMatch(/takes no notice of its variable page_size/);
    metabase.trouble = { kind: "status", status: 200, body: JSON.stringify(statuses.slice(0, 1)) };
    expect(await refusal(source)).toMatch(/takes no notice of its variable page_offset/);
  });

  test("whoever asked may give up: the reason is theirs", async () => {
    const { metabase, source } = await connected();
    await source.ask("vendor-status", signal);
    metabase.trouble = { kind: "hang" };
    const stopping = new AbortController();
    const asked = source.ask("vendor-status", stopping.signal);
    stopping.abort(new Error("this server is stopping"));
    await expect(asked).rejects.toThrow("this server is stopping");
  });
});
