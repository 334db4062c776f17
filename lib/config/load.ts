import { AppError } from "#lib/kernel/errors.ts";
import { Environment } from "./schema.ts";

export type Config = Readonly<Environment>;

/** Names that the seeds' scripts use for a variable of ours; ours wins when both are set. */
const aliases: Record<string, string> = { APP_PORT: "PORT" };

/** Their values carry passwords and are never echoed. */
const secrets = new Set(["DATABASE_URL", "OTEL_EXPORTER_OTLP_HEADERS"]);

/** An empty value counts as unset, as it does in Compose files and systemd units. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value) given[name] = value;
  for (const [alias, name] of Object.entries(aliases)) {
    const value = given[alias];
    if (value !== undefined) given[name] ??= value;
  }
  const parsed = Environment.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const spelled = Object.keys(aliases).find((alias) => environment[alias] && !environment[name]) ?? name;
    const shown = secrets.has(name) ? "its value is not shown" : `is ${JSON.stringify(given[name])}`;
    return `${spelled}: ${issue.message} (${shown})`;
  });
  throw new AppError(
    "validation_failed",
    `Wrong configuration: ${problems.join("; ")}. See the table in README.md.`,
  );
}
