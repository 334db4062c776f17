import { durationText } from "#components/history/duration-text.ts";
import type { Unit } from "#lib/contract/metric-words.ts";

export type Measure = { unit: Unit; perSecond: boolean };

/** Three digits are what a reader compares. */
export function valueText(value: number | null | undefined, { unit, perSecond }: Measure): string {
  if (value === null || value === undefined) return "–";
  const text = amountText(value, unit, perSecond);
  return perSecond ? `${text}/s` : text;
}

function amountText(value: number, unit: Unit, perSecond: boolean): string {
  if (value === 0)
    return perSecond || unit === "number" ? "0" : { seconds: "0 s", bytes: "0 B", ratio: "0 %" }[unit];
  if (value < 0) return `−${amountText(-value, unit, perSecond)}`;
  if (unit === "seconds") return durationText(value * 1_000);
  if (unit === "ratio") return `${threeDigits(value * 100)} %`;
  return unit === "bytes" ? scaled(value, 1_024, byteUnits) : scaled(value, 1_000, countUnits);
}

const byteUnits = [" B", " KiB", " MiB", " GiB", " TiB"];
const countUnits = ["", " k", " M", " G", " T"];

function scaled(value: number, base: number, names: readonly string[]): string {
  const power = Math.min(
    names.length - 1,
    Math.max(0, Math.floor(Math.log(value * 1.000_5) / Math.log(base))),
  );
  return `${threeDigits(value / base ** power)}${names[power]}`;
}

function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  if (value >= 0.995) return trimmed(value.toFixed(value >= 9.995 ? 1 : 2));
  return String(Number(value.toPrecision(2)));
}

const trimmed = (text: string) => text.replace(/\.?0+$/, "");
