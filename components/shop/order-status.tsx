import { SeverityChip } from "#components/ui/severity-chip.tsx";
import type { OrderStatus } from "#lib/contract/order.ts";
import { orderWords } from "./order-words.ts";

export function OrderStatusChip({ status }: { status: OrderStatus }) {
  const { word, severity } = orderWords[status];
  if (severity) {
    return (
      <SeverityChip look="outline" severity={severity}>
        {word}
      </SeverityChip>
    );
  }
  return (
    <span className="inline-flex h-6 items-center rounded-md border border-edge px-2 text-sm font-semibold whitespace-nowrap text-muted">
      {word}
    </span>
  );
}
