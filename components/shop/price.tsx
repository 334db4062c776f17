import { digitsOf } from "./read-amount.ts";

type Props = { minor: number; currency: string; className?: string };

/** An amount in minor units, written the way its currency is. */
export function Price({ minor, currency, className }: Props) {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return <span className={className}>{format.format(minor / 10 ** digitsOf(currency))}</span>;
}
