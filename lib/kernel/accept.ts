// What a client wants, as its Accept header says.
export type MediaRange = { type: string; version: string | undefined; quality: number };

export function parseAccept(accept: string | undefined): MediaRange[] {
  return accept ? accept.split(",").map(parseRange) : [];
}

/** How much a media type is liked that must be named: ranges with a star do not count. */
export function qualityOfNamed(ranges: readonly MediaRange[], type: string): number {
  return Math.max(0, ...ranges.filter((range) => range.type === type).map(({ quality }) => quality));
}

/** The most specific range that covers plain text decides how much it is liked. */
export function qualityOfPlainText(ranges: readonly MediaRange[], version: string): number {
  for (const type of ["text/plain", "text/*", "*/*"]) {
    const matching = ranges.filter(
      (range) => range.type === type && (range.version === undefined || range.version === version),
    );
    if (matching.length > 0) return Math.max(...matching.map(({ quality }) => quality));
  }
  return 0;
}

function parseRange(text: string): MediaRange {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const values = new Map(parameters.map((parameter) => splitParameter(parameter)));
  const quality = Number(values.get("q") ?? 1);
  return {
    type,
    version: values.get("version"),
    quality: Number.isFinite(quality) ? Math.min(1, quality) : 0,
  };
}

function splitParameter(parameter: string): [string, string] {
  const equals = parameter.indexOf("=");
  if (equals < 0) return [parameter, ""];
  return [
    parameter.slice(0, equals).trim(),
    parameter
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, "$1"),
  ];
}
