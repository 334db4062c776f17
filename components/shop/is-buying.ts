/** Where a card is typed: a purchase has receipts of its own there, and may change what is in the cart. */
export function isBuying(path: string): boolean {
  return /\/(checkout|flash)(\/|$)/.test(path);
}
