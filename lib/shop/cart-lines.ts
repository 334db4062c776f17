// What a change does to a cart. Pure: the lines before, one change, the lines after.
import { mostCartLines, mostOfOneProduct } from "#lib/contract/cart-limits.ts";
import { AppError } from "#lib/kernel/errors.ts";

export type CartLine = { readonly sku: string; readonly quantity: number; readonly addedAtMs: number };

export type LineChange =
  | { readonly how: "add" | "set"; readonly sku: string; readonly quantity: number }
  | { readonly how: "remove"; readonly sku: string };

type Facts = {
  /** What is left of the product; undefined when it is no longer sold. */
  stock: number | undefined;
  nowMs: number;
};

/** Throws what is wrong with it; the lines are then as before. */
export function changeLines(
  lines: readonly CartLine[],
  change: LineChange,
  { stock, nowMs }: Facts,
): readonly CartLine[] {
  const line = lines.find(({ sku }) => sku === change.sku);
  if (change.how === "remove") return line ? lines.filter((one) => one !== line) : lines;
  if (stock === undefined) throw new AppError("not_found", `There is no product ${change.sku} any more.`);
  if (change.how === "set") {
    if (!line) throw notInCart(change.sku);
    checkQuantity(change.sku, change.quantity, stock);
    return lines.map((one) => (one === line ? { ...line, quantity: change.quantity } : one));
  }
  const quantity = (line?.quantity ?? 0) + change.quantity;
  checkQuantity(change.sku, quantity, stock);
  if (line) return lines.map((one) => (one === line ? { ...line, quantity } : one));
  if (lines.length >= mostCartLines) throw cartFull();
  // Each later than the one before, so that their order is kept.
  const addedAtMs = Math.max(Math.floor(nowMs), (lines.at(-1)?.addedAtMs ?? 0) + 1);
  return [...lines, { sku: change.sku, quantity, addedAtMs }];
}

function checkQuantity(sku: string, quantity: number, stock: number) {
  if (quantity > mostOfOneProduct)
    throw new AppError("conflict", `A cart takes ${mostOfOneProduct} of one product, not ${quantity}.`, {
      reason: "too_many_of_one",
    });
  if (quantity > stock)
    throw new AppError(
      "conflict",
      stock === 0 ? `${sku} is out of stock.` : `Only ${stock} of ${sku} are left, not ${quantity}.`,
      { reason: "out_of_stock" },
    );
}

function notInCart(sku: string): AppError {
  return new AppError("not_found", `${sku} is not in this cart. Put it there by POST /api/cart/items.`, {
    reason: "not_in_cart",
  });
}

function cartFull(): AppError {
  return new AppError(
    "conflict",
    `A cart has room for ${mostCartLines} different products. Take one out first.`,
    { reason: "cart_full" },
  );
}
