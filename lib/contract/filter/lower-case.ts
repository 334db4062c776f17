/** Sign by sign, as the database does it: a language's own rules would let the same text fit here and not there. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return beyondAscii.test(text) ? Array.from(text, lowerSign).join("") : lower;
}

const beyondAscii = /[\u0080-\uffff]/;
const lowerSign = (sign: string) => (sign === "İ" ? "i" : sign.toLowerCase());
