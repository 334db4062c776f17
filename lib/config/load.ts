import { AppError } from "#lib/kernel/errors.ts";
import { withoutAmbient } from "./ambient-values.ts";
import { allowedValues } from "./kinds.ts";
import { Environment } from "./schema.ts";

export type Config = Readonly<Environment>;

/** Names that others' scripts use for a variable of ours; ours wins when both are set. */
export const aliases: Readonly<Record<string, string>> = { APP_PORT: "PORT" };

/** Their values may carry passwords and are never echoed. */
const secrets = new Set([
  "DATABASE_URL",
  "MESH_TOKEN",
  "METABASE_URL",
  "METABASE_USERNAME",
  "METABASE_PASSWORD",
  "PRODSENTINEL_URL",
  "SMTP_URL",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
  "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
  "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
  "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
  "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
]);

/** An empty value counts as unset, as it does in Compose files and systemd units. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value) given[name] = value;
  for (const [alias, name] of Object.entries(aliases)) {
    const value = given[alias];
    if (value !== undefined) given[name] ??= value;
  }
  const parsed = Environment.safeParse(withoutAmbient(given));
  if (parsed.success) {
    checkTogether(parsed.data);
    return Object.freeze({ ...parsed.data, ALLOWED_HOSTS: allowedHosts(parsed.data) });
  }
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0] as keyof Environment));
  const problems = [...wrong].map((name) => {
    const spelled = environment[name] ? name : (aliasOf(name, given) ?? name);
    const shown = secrets.has(name) ? "its value is not shown" : `it is ${JSON.stringify(given[name])}`;
    return `${spelled} must be ${allowedValues(Environment.shape[name])} (${shown})`;
  });
  throw wrongConfiguration(problems.join("; "));
}

function wrongConfiguration(problem: string): AppError {
  return new AppError("validation_failed", `Wrong configuration: ${problem}. See the table in README.md.`);
}

const metabaseAccess = ["METABASE_URL", "METABASE_USERNAME", "METABASE_PASSWORD"] as const;

/** Half of it is a slip: built-in vendors on the board would be taken for real ones. */
function checkTogether(given: Environment) {
  const missing = metabaseAccess.filter((name) => given[name] === undefined);
  if (missing.length === 0 || missing.length === metabaseAccess.length) return;
  const there = metabaseAccess.filter((name) => given[name] !== undefined);
  throw wrongConfiguration(
    `${missing.join(" and ")} must be set together with ${there.join(" and ")}, or none of them`,
  );
}

function aliasOf(name: string, given: Record<string, string>): string | undefined {
  return Object.keys(aliases).find((alias) => aliases[alias] === name && given[alias] !== undefined);
}

/** The address it listens on is a name of its own; otherwise it would refuse the very address it prints, and its own services. */
function allowedHosts({ ALLOWED_HOSTS, HOST }: Environment): string[] {
  return [...new Set([...ALLOWED_HOSTS, ownHost(HOST)])];
}

/** Under which host name a process on this machine reaches a server that listens on `address`. */
export function ownHost(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}
