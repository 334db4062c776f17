// No zod here: nothing that comes from outside is a severity, and every page with a chip reads this at once.

/** What was observed, worst first. The words and glyphs are the same wherever a severity is shown. */
export const severities = [
  "cherry",
  "red-high",
  "red",
  "yellow",
  "green",
  "light-green",
  "dark-green",
] as const;
export type Severity = (typeof severities)[number];

export const severityWords: Record<Severity, { word: string; meaning: string }> = {
  cherry: { word: "Critical", meaning: "Act now: customers are losing money or orders." },
  "red-high": { word: "Very high", meaning: "Act within minutes: a whole function is failing." },
  red: { word: "High", meaning: "Act today: a part is failing and it shows." },
  yellow: { word: "Warning", meaning: "Look soon: a limit is near." },
  green: { word: "Normal", meaning: "As expected." },
  "light-green": { word: "Good", meaning: "Better than the target." },
  "dark-green": { word: "Excellent", meaning: "Far better than the target." },
};
