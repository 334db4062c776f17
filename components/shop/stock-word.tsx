/** Few enough that somebody else may be quicker. */
const fewLeft = 5;

export function StockWord({ stock }: { stock: number }) {
  if (stock === 0) return <span className="text-sm text-muted">Sold out</span>;
  return (
    <span className={stock <= fewLeft ? "text-sm font-medium" : "text-sm text-muted"}>
      {stock <= fewLeft ? `Only ${stock} left` : `${stock.toLocaleString("en")} in stock`}
    </span>
  );
}
