// Each run is a process of its own: two runs in one process would share what a fresh one must not need.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunRecord } from "./run-record.ts";

const project = join(import.meta.dirname, "../..");
const names = ["spans.ndjson", "logs.ndjson", "points.ndjson"];
let directory: string;
let runs = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-same-seed-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type Asked = { seed?: string; faults?: string[]; environment?: Record<string, string> };

/** Five minutes of traffic; answers with the directory of its files. */
async function simulate({ seed = "7", faults = [], environment = {} }: Asked = {}): Promise<string> {
  runs += 1;
  const out = join(directory, `run-${runs}`);
  const flags = [
    "--seed",
    seed,
    "--minutes",
    "5",
    "--out",
    out,
    ...faults.flatMap((fault) => ["--fault", fault]),
  ];
  const child = spawn(process.execPath, ["cli/simulate.ts", ...flags], {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  const code = await ended(child);
  expect(complaints).toBe("");
  expect(code).toBe(0);
  return out;
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on("close", resolve));
const read = (out: string, name: string) => readFile(join(out, name), "utf8");
const recordOf = async (out: string) => RunRecord.parse(JSON.parse(await read(out, "run.json")));
const sumsOf = (out: string) =>
  Promise.all(
    [...names, "run.json"].map(async (name) =>
      createHash("sha256")
        .update(await read(out, name))
        .digest("hex"),
    ),
  );

type Line = { request_id: string | null; service: string; status?: string; name?: string; message?: string };
type Requests = Map<string, { signal: string; text: string; line: Line }[]>;

/** Spans and log lines, by the request they belong to. */
async function requestsOf(out: string): Promise<Requests> {
  const requests: Requests = new Map();
  for (const signal of ["spans", "logs"]) {
    for (const text of (await read(out, `${signal}.ndjson`)).split("\n").filter(Boolean)) {
      const line: Line = JSON.parse(text);
      const id = line.request_id ?? "(no request)";
      requests.set(id, [...(requests.get(id) ?? []), { signal, text, line }]);
    }
  }
  return requests;
}

/** Compares two runs request by request; `touched` says of a request of the second whether the fault was in its way. */
function compare(calm: Requests, hit: Requests, touched: (request: Line[]) => boolean) {
  const found = { same: 0, touched: 0, untouchedButOther: [] as string[] };
  for (const [id, lines] of hit) {
    const texts = (of: typeof lines | undefined) =>
      of?.map(({ signal, text }) => `${signal} ${text}`).join("\n");
    if (touched(lines.map(({ line }) => line))) found.touched += 1;
    else if (texts(calm.get(id)) === texts(lines)) found.same += 1;
    else found.untouchedButOther.push(id);
  }
  return found;
}

/** Its own call to that service failed, or was the one by which a breaker found out whether it is back. */
const met = (service: string) => (request: Line[]) =>
  request.some(
    ({ name, status, message }) =>
      (name?.startsWith(`POST /services/${service}/`) && status === "error") ||
      message?.startsWith(`circuit breaker to ${service} `),
  );

function burnCpu(): ChildProcess {
  return spawn(process.execPath, ["-e", "for (;;) Math.sqrt(2)"], { stdio: "ignore" });
}

/** Retries, breakers, queues, time limits and stack traces must come out the same as well. */
const troubles = [
  "outage payment-service at 40 for 60",
  "latency db-service at 130 for 40 delayMs=350",
  "error-rate user-service at 200 for 40 share 0.5",
];

describe("a run on the virtual clock", { timeout: 120_000 }, () => {
  let first: string;
  beforeAll(async () => {
    first = await simulate({ faults: troubles });
  }, 180_000);

  test("has something in every file, counted as it is there, with nothing dropped", async () => {
    const { counts, files } = await recordOf(first);
    expect(counts.requests).toBeGreaterThan(800);
    expect(counts.failures).toBeGreaterThan(50);
    expect((await read(first, "spans.ndjson")) + (await read(first, "logs.ndjson"))).toContain(
      "exception.stacktrace",
    );
    expect(counts.spans).toBeGreaterThan(5 * counts.requests);
    expect(counts.logs).toBeGreaterThan(300);
    expect(counts.points).toBeGreaterThan(1_000);
    expect(counts.skipped).toBe(0);
    const sums = await sumsOf(first);
    for (const [index, name] of names.entries()) {
      const text = await read(first, name);
      expect(files[index]).toMatchObject({ name, sha256: sums[index], lines: text.split("\n").length - 1 });
    }
  });

  test("gives the same bytes in another time zone, another language and on a busy machine", async () => {
    const burners = [burnCpu(), burnCpu()];
    const gone = burners.map(ended);
    try {
      const environment = { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
      expect(await sumsOf(await simulate({ faults: troubles, environment }))).toEqual(await sumsOf(first));
    } finally {
      for (const burner of burners) burner.kill("SIGKILL");
      await Promise.all(gone);
    }
  });

  test("gives other bytes for another seed, in every file", async () => {
    const [mine, others] = await Promise.all([
      sumsOf(first),
      simulate({ seed: "8", faults: troubles }).then(sumsOf),
    ]);
    for (const [index, sum] of mine.entries()) expect(others[index]).not.toBe(sum);
  });

  test("has each span once, and each one's parent in its trace", async () => {
    const spans = (await read(first, "spans.ndjson"))
      .split("\n")
      .filter(Boolean)
      .map((text) => JSON.parse(text));
    const ids = new Set(spans.map(({ trace_id, span_id }) => `${trace_id}/${span_id}`));
    expect(ids.size).toBe(spans.length);
    const roots = spans.filter(({ parent_span_id }) => parent_span_id === null);
    const orphans = spans.filter(
      ({ trace_id, parent_span_id }) => parent_span_id !== null && !ids.has(`${trace_id}/${parent_span_id}`),
    );
    expect(orphans).toEqual([]);
    expect(roots).toHaveLength((await recordOf(first)).counts.requests);
  });
});

describe("a fault in a run", { timeout: 120_000 }, () => {
  test("leaves every request that it is not in the way of as it was, byte for byte", async () => {
    const [calm, hit] = [
      await simulate(),
      await simulate({ faults: ["outage notification-service at 30 for 200 share 0.3"] }),
    ];
    const found = compare(await requestsOf(calm), await requestsOf(hit), met("notification-service"));
    expect(found.untouchedButOther).toEqual([]);
    expect(found.touched).toBeGreaterThan(20);
    expect(found.same).toBeGreaterThan(700);
  });

  // A checkout that fails early does not fill the shared cache, and a later request then really finds less in it.
  test("reaches others through the state they share, and through nothing else", async () => {
    const noCache = "cache-disabled cache-service at 0 for 300";
    const [calm, hit] = [
      await simulate({ faults: [noCache] }),
      await simulate({ faults: [noCache, "outage payment-service at 30 for 200 share 0.3"] }),
    ];
    const found = compare(await requestsOf(calm), await requestsOf(hit), met("payment-service"));
    expect(found.untouchedButOther).toEqual([]);
    expect(found.touched).toBeGreaterThan(15);
    expect(found.same).toBeGreaterThan(700);
    const failures = (await recordOf(hit)).counts.failures - (await recordOf(calm)).counts.failures;
    expect(failures).toBeGreaterThan(15);
  });
});
