/** A number and its percent sign stay on one line. */
export function keepPercent(text: string): string {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}
