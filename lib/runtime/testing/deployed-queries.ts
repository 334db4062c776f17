// Every PromQL expression that deploy/ ships: of rules, and of dashboards with their variables.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "./start-process.ts";

export type DeployedQuery = { where: string; expression: string };
type Dashboard = {
  title: string;
  panels: { title: string; targets: { expr: string }[] }[];
  templating: { list: { name: string; query: string }[] };
};

export const rulesFile = join(projectDir, "deploy/prometheus/faultmart.rules.yml");
const dashboardsDir = join(projectDir, "deploy/grafana/provisioning/dashboards/faultmart");

export function ruleQueries(): DeployedQuery[] {
  return rules().map(({ name, expression }) => ({ where: `the rule ${name}`, expression }));
}

/** What rules record, with the expression it is made of. */
export function recordedMetrics(): Map<string, string> {
  const recorded = rules().filter(({ kind }) => kind === "record");
  return new Map(recorded.map(({ name, expression }) => [name, expression]));
}

export function dashboardQueries(): DeployedQuery[] {
  return readdirSync(dashboardsDir).flatMap((file) => {
    const dashboard: Dashboard = JSON.parse(readFileSync(join(dashboardsDir, file), "utf8"));
    const panels = dashboard.panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ where: `${dashboard.title}, ${title}`, expression: expr })),
    );
    const variables = dashboard.templating.list.map(({ name, query }) => ({
      where: `${dashboard.title}, variable ${name}`,
      expression: query,
    }));
    return [...panels, ...variables];
  });
}

/** Each rule's expression is one line below its name. */
function rules() {
  const text = readFileSync(rulesFile, "utf8");
  const found = [...text.matchAll(/- (record|alert): (\S+)\n\s+expr: (.+)\n/g)];
  if (found.length !== text.split("expr:").length - 1)
    throw new Error(`${rulesFile} has rules of another form`);
  return found.map(([, kind = "", name = "", expression = ""]) => ({ kind, name, expression }));
}
