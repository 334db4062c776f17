// The last day of an alert in words: what the bars show, for whoever does not see them.
import type { AlertDetail } from "#lib/contract/alert-answers.ts";
import { severities, severityWords } from "#lib/contract/severity.ts";
import { ageText } from "./alert-words.ts";

type Blocks = AlertDetail["blocks"];

export const dayMs = 86_400_000;

export function blockLengthMs(blocks: Blocks): number {
  const [first, second] = blocks;
  return first && second ? Date.parse(second.at) - Date.parse(first.at) : dayMs;
}

export function blocksText(blocks: Blocks): string {
  const bad = blocks.filter(({ worst }) => worst !== null);
  if (bad.length === 0) return "Quiet all day.";
  const times = bad.length;
  const spells = blocks.filter(({ worst }, at) => worst !== null && !blocks[at - 1]?.worst).length;
  const worst = severities.find((name) => bad.some((block) => block.worst === name));
  const lasting = ageText(times * blockLengthMs(blocks));
  const word = worst ? severityWords[worst].word.toLowerCase() : "";
  return `In the last day open during ${lasting}${spells > 1 ? `, ${spells} times` : ""}; at worst ${word}.`;
}
