// A strict reader of both metric texts, so that tests look at what a scraper would see.
export type Sample = {
  name: string;
  labels: Record<string, string>;
  value: number;
  exemplar?: { labels: Record<string, string>; value: number; timestampS: number };
};
export type ParsedFamily = { name: string; type: string; help: string; samples: Sample[] };

const number = String.raw`[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN`;
const labelText = String.raw`[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"`;
const labels = String.raw`\{(?:${labelText}(?:,${labelText})*)?\}`;
const sampleLine = new RegExp(
  String.raw`^([a-zA-Z_:][\w:]*)(${labels})? (${number})(?: # (${labels}) (${number}) (\d+\.\d{3}))?$`,
);
const suffixes: Record<string, string[]> = {
  counter: ["_total"],
  gauge: [""],
  unknown: [""],
  untyped: [""],
  histogram: ["_bucket", "_sum", "_count"],
};

export function parseExposition(text: string, format: "prometheus" | "openmetrics"): ParsedFamily[] {
  const open = format === "openmetrics";
  if (!text.endsWith("\n")) throw new Error("The text must end with a newline");
  const lines = text.slice(0, -1).split("\n");
  if (open && lines.pop() !== "# EOF") throw new Error("The text must end with # EOF");
  const families: ParsedFamily[] = [];
  for (const line of lines) {
    const [, key, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    const current = families.at(-1);
    if (key === "HELP") families.push({ name, help: rest, type: "", samples: [] });
    else if (key === "TYPE" && current?.name === name) current.type = checkedType(rest, name, open);
    else if (current?.type) current.samples.push(parseSample(line, current, open));
    else throw new Error(`Not a line of ${format}: ${line}`);
  }
  const names = families.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error("A family appears twice");
  return families;
}

/** As `promtool check metrics` has it: only what counts ends in `_total`, and all of that does. */
function checkedType(type: string, name: string, open: boolean): string {
  const known = ["counter", "gauge", "histogram", open ? "unknown" : "untyped"];
  if (!known.includes(type)) throw new Error(`${type} is no type of a metric`);
  if (!open && (type === "counter") !== name.endsWith("_total"))
    throw new Error(`${name} cannot be a ${type}`);
  return type;
}

function parseSample(line: string, family: ParsedFamily, open: boolean): Sample {
  const match = sampleLine.exec(line);
  if (!match) throw new Error(`Not a sample: ${line}`);
  const [, name = "", inside = "", value = "", exemplarLabels, exemplarValue = "", timestamp = ""] = match;
  const allowed = !open && family.type === "counter" ? [""] : (suffixes[family.type] ?? []);
  if (!allowed.some((suffix) => name === family.name + suffix))
    throw new Error(`${name} is not of ${family.name}`);
  const sample: Sample = { name, labels: parseLabels(inside), value: toNumber(value) };
  if (exemplarLabels === undefined) return sample;
  if (!open) throw new Error(`An exemplar where none may be: ${line}`);
  const exemplar = {
    labels: parseLabels(exemplarLabels),
    value: toNumber(exemplarValue),
    timestampS: Number(timestamp),
  };
  return { ...sample, exemplar };
}

function parseLabels(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, name = "", value = ""]) => [
    name,
    value.replace(/\\(["\\n])/g, (_, escaped) => (escaped === "n" ? "\n" : escaped)),
  ]);
  return Object.fromEntries(pairs);
}

const toNumber = (text: string) => Number(text.replace("Inf", "Infinity"));
