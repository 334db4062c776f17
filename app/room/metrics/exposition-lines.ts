// The lines of one metric in what a scraper gets.
const suffixes = ["", "_bucket", "_sum", "_count"];

export function linesOf(exposition: string, metric: string): string[] {
  const names = new Set(suffixes.map((suffix) => metric + suffix));
  return exposition.split("\n").filter((line) => {
    const [, name = ""] = /^(?:# (?:HELP|TYPE) )?([a-zA-Z_:][\w:]*)/.exec(line) ?? [];
    return names.has(name);
  });
}
