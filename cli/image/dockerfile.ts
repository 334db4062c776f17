// Reads the Dockerfile and .dockerignore, so that tests can hold them against the project where no Docker runs.
export type Instruction = { name: string; args: string };
export type Stage = { image: string; name: string; instructions: Instruction[] };

export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  const lines = text
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n");
  for (const line of lines) {
    const [, name, args] = /^\s*([A-Z]+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || args === undefined) continue;
    if (name !== "FROM") stages.at(-1)?.instructions.push({ name, args });
    else {
      const [image = "", , alias = "final"] = args.split(/\s+/);
      stages.push({ image, name: alias, instructions: [] });
    }
  }
  return stages;
}

export function argumentsOf(stage: Stage, name: string): string[] {
  return stage.instructions.filter((one) => one.name === name).map(({ args }) => args);
}

/** `from` is the stage a copy comes from, or undefined for the build context. */
export type Copy = { from: string | undefined; sources: string[]; target: string };

export function copiesOf(stage: Stage): Copy[] {
  return argumentsOf(stage, "COPY").map((args) => {
    const words = args.split(/\s+/);
    const from = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
    const target = words.pop() ?? "";
    return { from, sources: words, target };
  });
}

export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = argumentsOf(stage, "ENV").flatMap((args) => args.split(/\s+/));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

/** The list of an instruction in exec form, e.g. `CMD ["node", "server.ts"]`; in shell form signals would not arrive. */
export function execForm(args: string | undefined): string[] {
  const list: unknown = JSON.parse(args?.slice(args.indexOf("[")) ?? "null");
  if (!Array.isArray(list) || !list.every((word) => typeof word === "string"))
    throw new Error(`${args} is not in exec form`);
  return list;
}

/** Docker's rule: the last pattern that matches the path, or a folder above it, decides. */
export function isIgnored(dockerignore: string, path: string): boolean {
  const parts = path.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  let ignored = false;
  for (const line of dockerignore.split("\n")) {
    const pattern = line.trim().replace(/^!/, "");
    if (pattern === "" || pattern.startsWith("#")) continue;
    if (paths.some((one) => toRegExp(pattern).test(one))) ignored = !line.startsWith("!");
  }
  return ignored;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .split("**/")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*"))
    .join("(?:.*/)?");
  return new RegExp(`^${source}$`);
}
