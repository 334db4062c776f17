// Addresses that browsers report: a query, a fragment or credentials may be secrets, and a log is the wrong place.

/** Scheme, host and path; of `data:` and `blob:` the scheme alone. Words such as `inline` stay as they are. */
export function plainAddress(address: string): string {
  const plain = address.split(/[?#]/, 1)[0] ?? "";
  if (!URL.canParse(plain)) return plain;
  const { protocol, host, pathname } = new URL(plain);
  return host === "" ? protocol.slice(0, -1) : `${protocol}//${host}${pathname}`;
}

/** A line and column at the end of an address, as stacks have them, stay. */
const query = /((?:https?|wss?):\/\/[^\s?#'"()]+)[?#][^\s'")]*?(?=(?::\d+){0,2}(?:[\s'")]|$))/g;

export function withPlainAddresses(text: string): string {
  return text.replace(query, "$1");
}
