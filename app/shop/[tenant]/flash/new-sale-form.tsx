"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { Price } from "#components/shop/price.tsx";
import { digitsOf, readAmount, writeAmount } from "#components/shop/read-amount.ts";
import { flashSaleShape } from "#components/shop/shapes.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import type { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

type Props = {
  tenant: Tenant;
  products: readonly Pick<Product, "sku" | "name" | "priceMinor" | "currency">[];
};
type Problems = Readonly<
  Partial<Record<"sku" | "units" | "priceMinor" | "durationSeconds" | "form", string>>
>;

const halfOf = (minor: number) => Math.floor(minor / 2);

export function NewSaleForm({ tenant, products }: Props) {
  const [sku, setSku] = useState(products[0]?.sku ?? "");
  const [price, setPrice] = useState<string>();
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const alive = useAlive();
  const product = products.find((one) => one.sku === sku);
  const digits = digitsOf(product?.currency ?? "USD");

  const start = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const waitSeconds = Number(form.get("wait"));
    setBusy(true);
    const answer = await askServer("/api/flash-sales", flashSaleShape, {
      method: "POST",
      body: {
        tenant,
        sku,
        units: Number(form.get("units")),
        priceMinor: readAmount(String(form.get("price")), digits) ?? -1,
        durationSeconds: Number(form.get("minutes")) * 60,
        ...(waitSeconds > 0 ? { startsAt: new Date(Date.now() + waitSeconds * 1_000).toISOString() } : {}),
      },
    });
    setBusy(false);
    if (answer.ok) return router.push(`/shop/${tenant}/flash/${answer.data.id}`);
    const { fields, detail } = answer.failure;
    const byField = fields.map(({ path }) => [path, problemWords[path] ?? detail]);
    setProblems(byField.length > 0 ? Object.fromEntries(byField) : { form: detail });
  };
  return (
    <form noValidate method="post" onSubmit={start} className="grid gap-4">
      <Field label="Product" problem={problems.sku}>
        {(slot) => (
          <Select
            {...slot}
            value={sku}
            onChange={(event) => {
              setSku(event.target.value);
              setPrice(undefined);
            }}
          >
            {products.map((one) => (
              <option key={one.sku} value={one.sku}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 items-start gap-4">
        <Field label={`Price, ${product?.currency ?? ""}`} problem={problems.priceMinor}>
          {(slot) => (
            <Input
              {...slot}
              name="price"
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              value={price ?? writeAmount(halfOf(product?.priceMinor ?? 0), digits)}
              onChange={(event) => setPrice(event.target.value)}
            />
          )}
        </Field>
        <NumberField label="Units" name="units" usual="100" problem={problems.units} />
        <NumberField label="Minutes" name="minutes" usual="10" problem={problems.durationSeconds} />
        <Field label="Opens">
          {(slot) => (
            <Select {...slot} name="wait" defaultValue="0">
              <option value="0">At once</option>
              <option value="10">In 10 seconds</option>
              <option value="60">In a minute</option>
            </Select>
          )}
        </Field>
      </div>
      {product ? (
        <p className="text-sm text-muted">
          Usually <Price minor={product.priceMinor} currency={product.currency} className="figures" />. Its
          stock on the shelf is not touched.
        </p>
      ) : null}
      <div>
        <Button type="submit" look="solid" disabled={!alive} aria-disabled={busy}>
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

const problemWords: Readonly<Record<string, string>> = {
  units: "A whole number, 1 or more.",
  priceMinor: "An amount, such as 12.50.",
  durationSeconds: "More than nothing, a day at most.",
};

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
