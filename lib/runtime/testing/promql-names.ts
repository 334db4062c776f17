// Which metrics a PromQL expression asks for, and by which labels: enough of the language for rules and dashboards.
export type Asked = {
  selectors: { metric: string; labels: string[] }[];
  /** Of `by (…)`: labels of whatever the expression reads. */
  grouping: string[];
};

const words = new Set([
  "by",
  "without",
  "and",
  "or",
  "unless",
  "on",
  "ignoring",
  "group_left",
  "bool",
  "offset",
]);

export function namesIn(expression: string): Asked {
  const listed = /^label_values\((\w+),\s*(\w+)\)$/.exec(expression);
  if (listed) return { selectors: [{ metric: listed[1] ?? "", labels: [listed[2] ?? ""] }], grouping: [] };
  const bare = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replaceAll(/\[[^\]]*\]/g, "");
  const groupings = /\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g;
  const grouping = [...bare.matchAll(groupings)].flatMap(([, labels = ""]) => split(labels));
  const selectors = [...bare.replaceAll(groupings, "").matchAll(/([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?/g)]
    .filter(([, name = "", after]) => after !== "(" && !words.has(name))
    .map(([, metric = "", matchers = "{}"]) => ({
      metric,
      labels: split(matchers.slice(1, -1)).map((matcher) => /^\w+/.exec(matcher)?.[0] ?? matcher),
    }));
  return { selectors, grouping };
}

const split = (list: string) =>
  list
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
