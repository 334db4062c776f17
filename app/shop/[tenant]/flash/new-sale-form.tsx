"use client";

import { useState } from "react";
import { Price } from "#components/shop/price.tsx";
import { digitsOf, writeAmount } from "#components/shop/read-amount.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import type { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { useNewSale } from "./use-new-sale.ts";

type Props = {
  tenant: Tenant;
  products: readonly Pick<Product, "sku" | "name" | "priceMinor" | "currency">[];
};
const halfOf = (minor: number) => Math.floor(minor / 2);

export function NewSaleForm({ tenant, products }: Props) {
  const [sku, setSku] = useState(products[0]?.sku ?? "");
  const alive = useAlive();
  const product = products.find((one) => one.sku === sku);
  const currency = product?.currency ?? "EUR";
  const digits = digitsOf(currency);
  const { problems, busy, start } = useNewSale(tenant, digits);
  return (
    <form noValidate method="post" onSubmit={start} className="grid gap-4">
      <Field label="Product" problem={problems.sku}>
        {(slot) => (
          <Select {...slot} name="sku" value={sku} onChange={(event) => setSku(event.target.value)}>
            {products.map((one) => (
              <option key={one.sku} value={one.sku}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 items-start gap-4">
        <Field label={`Price, ${currency}`} problem={problems.priceMinor}>
          {(slot) => (
            <Input
              {...slot}
              key={sku}
              name="price"
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              defaultValue={writeAmount(halfOf(product?.priceMinor ?? 0), digits)}
            />
          )}
        </Field>
        <NumberField label="Units" name="units" usual="100" problem={problems.units} />
        <NumberField label="Minutes" name="minutes" usual="10" problem={problems.durationSeconds} />
        <OpensField />
      </div>
      {product ? (
        <p className="text-sm text-muted">
          Usually <Price minor={product.priceMinor} currency={product.currency} className="figures" />. Its
          stock on the shelf is not touched.
        </p>
      ) : null}
      <div>
        <Button type="submit" data-click="start a sale" look="solid" disabled={!alive} aria-disabled={busy}>
          {busy ? "Starting" : "Start the sale"}
        </Button>
      </div>
      {problems.form ? (
        <p role="alert" className="text-sm text-red-high">
          {problems.form}
        </p>
      ) : null}
    </form>
  );
}

function OpensField() {
  return (
    <Field label="Opens">
      {(slot) => (
        <Select {...slot} name="wait" defaultValue="0">
          <option value="0">At once</option>
          <option value="10">In 10 seconds</option>
          <option value="60">In a minute</option>
        </Select>
      )}
    </Field>
  );
}

type NumberProps = { label: string; name: string; usual: string; problem: string | undefined };

function NumberField({ label, name, usual, problem }: NumberProps) {
  return (
    <Field label={label} problem={problem}>
      {(slot) => (
        <Input
          {...slot}
          name={name}
          inputMode="numeric"
          autoComplete="off"
          className="figures"
          defaultValue={usual}
        />
      )}
    </Field>
  );
}
