"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { readAmount } from "#components/shop/read-amount.ts";
import { flashSaleShape } from "#components/shop/shapes.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

type Field = "sku" | "units" | "priceMinor" | "durationSeconds" | "form";
export type NewSaleProblems = Readonly<Partial<Record<Field, string>>>;

const problemWords: Readonly<Record<string, string>> = {
  units: "A whole number, 1 or more.",
  priceMinor: "An amount, such as 12.50.",
  durationSeconds: "More than nothing, a day at most.",
};

/** Starts what the form says, and goes there. What the server does not take is said by field. */
export function useNewSale(tenant: Tenant, digits: number) {
  const [problems, setProblems] = useState<NewSaleProblems>({});
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const router = useRouter();

  const start = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    const body = saleOf(tenant, digits, new FormData(event.currentTarget));
    const answer = await askServer("/api/flash-sales", flashSaleShape, { method: "POST", body });
    underWay.current = false;
    setBusy(false);
    if (answer.ok) return router.push(`/shop/${tenant}/flash/${answer.data.id}`);
    const { fields, detail } = answer.failure;
    const byField = fields.map(({ path, message }) => {
      const field = path.replace(/^body\./, "");
      return [field, problemWords[field] ?? message];
    });
    setProblems(byField.length > 0 ? Object.fromEntries(byField) : { form: detail });
  };
  return { problems, busy, start };
}

function saleOf(tenant: Tenant, digits: number, form: FormData) {
  const waitSeconds = Number(form.get("wait"));
  return {
    tenant,
    sku: form.get("sku"),
    units: Number(form.get("units")),
    priceMinor: readAmount(String(form.get("price")), digits) ?? -1,
    durationSeconds: Number(form.get("minutes")) * 60,
    ...(waitSeconds > 0 ? { startsAt: new Date(Date.now() + waitSeconds * 1_000).toISOString() } : {}),
  };
}
