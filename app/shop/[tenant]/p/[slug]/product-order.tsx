"use client";

import { useState } from "react";
import { AddToCart } from "#components/shop/add-to-cart.tsx";
import type { CartProduct } from "#components/shop/cart-state.ts";
import { QuantityStepper } from "#components/shop/quantity-stepper.tsx";
import { useStock } from "#components/shop/use-stock.ts";
import { mostOfOneProduct } from "#lib/contract/cart-limits.ts";

export function ProductOrder({ product }: { product: CartProduct }) {
  const [quantity, setQuantity] = useState(1);
  const stock = useStock(product.sku, product.stock);
  const most = Math.max(1, Math.min(stock, mostOfOneProduct));
  return (
    <div className="mt-5 flex flex-wrap items-start gap-3">
      {stock > 0 ? (
        <QuantityStepper
          size="lg"
          label={`Quantity of ${product.name}`}
          value={Math.min(quantity, most)}
          most={most}
          onChange={setQuantity}
        />
      ) : null}
      <AddToCart
        product={product}
        quantity={Math.min(quantity, most)}
        look="solid"
        size="lg"
        className="min-w-40 grow sm:min-w-48 sm:grow-0"
      />
    </div>
  );
}
