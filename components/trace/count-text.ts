/** `10,000`: by hand, because what Intl writes can differ between the server and a browser. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
