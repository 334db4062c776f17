"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Price } from "#components/shop/price.tsx";
import { digitsOf, readAmount, writeAmount } from "#components/shop/read-amount.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import type { Order } from "#lib/contract/order.ts";
import { RefundTroubleReceipt } from "./refund-trouble.tsx";
import { useRefund } from "./use-refund.ts";

const longestReason = 200;

/** Starts with all that is left; a smaller amount is a part. What was taken is the most that can go back. */
export function RefundForm({ order }: { order: Order }) {
  const { currency, payment } = order;
  const leftMinor = payment.amountMinor - payment.refundedMinor;
  const digits = digitsOf(currency);
  const [amount, setAmount] = useState(() => writeAmount(leftMinor, digits));
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const { busy, refused, trouble, refund } = useRefund(order);
  const alive = useAlive();
  useEffect(() => {
    setAmount(writeAmount(leftMinor, digits));
    setReason("");
  }, [leftMinor, digits]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const amountMinor = readAmount(amount, digits);
    const found = problemWith(amountMinor, leftMinor, writeAmount(leftMinor, digits));
    setProblem(found);
    if (amountMinor !== undefined && found === undefined) return void refund({ amountMinor, reason });
    event.currentTarget.querySelector("input")?.focus();
  };
  return (
    <div className="grid grid-cols-1 gap-5">
      {trouble ? <RefundTroubleReceipt trouble={trouble} order={order} busy={busy} onRetry={refund} /> : null}
      <form noValidate method="post" onSubmit={submit} className="grid gap-4" aria-busy={busy}>
        <Field
          label={`Amount, ${currency}`}
          hint={`${writeAmount(leftMinor, digits)} at most`}
          problem={problem ?? refused?.detail}
        >
          {(slot) => (
            <Input
              {...slot}
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              value={amount}
              onChange={(event) => {
                setAmount(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <Reason value={reason} onChange={setReason} />
        <div>
          <Button type="submit" data-click="refund" disabled={!alive} aria-disabled={busy}>
            {busy ? "Refunding" : <RefundWords minor={readAmount(amount, digits)} currency={currency} />}
          </Button>
        </div>
      </form>
    </div>
  );
}

function Reason({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <Field label="Reason" hint="Stands on the receipt. May be left empty.">
      {(slot) => (
        <Input
          {...slot}
          autoComplete="off"
          maxLength={longestReason}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function RefundWords({ minor, currency }: { minor: number | undefined; currency: string }) {
  if (!minor) return "Refund";
  return (
    <span>
      Refund <Price minor={minor} currency={currency} className="figures text-sm" />
    </span>
  );
}

function problemWith(minor: number | undefined, leftMinor: number, left: string): string | undefined {
  if (minor === undefined) return "An amount, such as 12.50.";
  if (minor === 0) return "More than nothing.";
  return minor > leftMinor ? `Only ${left} is left of what was paid.` : undefined;
}
