// What vitest and Playwright write about a run, read alike: how many tests came out how, and what the failed ones said.
import { stripVTControlCharacters } from "node:util";

export type Count = { passed: number; failed: number; skipped: number };
export type FailedTest = {
  title: string;
  /** Of the test, or of the whole file when that could not be read. */
  file: string;
  /** Without colours and without the stack. */
  message: string;
  /** Where it failed. */
  at: { file: string; line: number } | undefined;
};
export type TestReport = Count & { failures: readonly FailedTest[] };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
};

export function readVitest(written: unknown): TestReport {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = written as VitestReport;
  const failures = testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [failureOf("the file itself", file, message)];
    return failed.map((test) => failureOf(test.fullName, file, test.failureMessages?.[0] ?? ""));
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, failures };
}

type PlaywrightError = { message?: string; stack?: string; location?: { file: string; line: number } };
type PlaywrightSuite = {
  file: string;
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    line: number;
    tests: { status: string; results: { error?: PlaywrightError }[] }[];
  }[];
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  config: { rootDir: string };
  suites: PlaywrightSuite[];
  errors: PlaywrightError[];
};

export function readPlaywright(written: unknown): TestReport {
  const { stats, config, suites, errors } = written as PlaywrightReport;
  const inSuite = ({ file, suites = [], specs }: PlaywrightSuite): FailedTest[] => [
    ...specs.flatMap(({ title, line, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ results }) => {
          const error = results.find((result) => result.error)?.error;
          const path = `${config.rootDir}/${file}`;
          return playwrightFailure(title, path, error, { file: path, line });
        }),
    ),
    ...suites.flatMap(inSuite),
  ];
  const failures = [
    ...errors.map((error) => playwrightFailure("outside of any test", config.rootDir, error, undefined)),
    ...suites.flatMap(inSuite),
  ];
  // A test that passed only when tried again is a failure that has not been understood yet.
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed, skipped: stats.skipped, failures };
}

function playwrightFailure(
  title: string,
  file: string,
  error: PlaywrightError | undefined,
  otherwise: FailedTest["at"],
): FailedTest {
  const failure = failureOf(title, file, error?.message ?? error?.stack ?? "");
  return { ...failure, at: error?.location ?? failure.at ?? otherwise };
}

const frame = /^\s+at .*?(?:file:\/\/)?(\/[^():]+):(\d+):\d+\)?$/;

function failureOf(title: string, file: string, said: string): FailedTest {
  const lines = stripVTControlCharacters(said).split("\n");
  const isFrame = (line: string) => /^\s+at /.test(line);
  const places = lines.flatMap((line) => {
    const [, path, number] = frame.exec(line) ?? [];
    return path && !path.includes("/node_modules/") ? [{ file: path, line: Number(number) }] : [];
  });
  // In the test itself, rather than in what it called.
  const at = places.find((place) => place.file === file) ?? places[0];
  const message = lines.filter((line) => !isFrame(line)).join("\n");
  return { title, file, message: message.trim(), at };
}
