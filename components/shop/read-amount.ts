/** What a person types as an amount, in minor units; undefined for what is none. Text, because binary fractions round. */
export function readAmount(text: string, digits: number): number | undefined {
  const found = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  const [, whole = "", fraction = ""] = found ?? [];
  if (!found || fraction.length > digits) return undefined;
  return Number(`${whole}${fraction.padEnd(digits, "0")}`);
}

/** As a person would type it. */
export function writeAmount(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
