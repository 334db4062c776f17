/** Names beside values; on a phone above them. A stack trace keeps its lines. */
export function AttributeList({ attributes }: { attributes: Record<string, unknown> }) {
  return (
    <dl className="grid gap-x-6 text-xs sm:grid-cols-[14rem_minmax(0,1fr)]">
      {Object.entries(attributes).map(([name, value]) => (
        <div key={name} className="grid py-1 sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="font-mono break-all text-muted">{name}</dt>
          <dd className="font-mono break-words whitespace-pre-wrap">
            {typeof value === "string" ? value : JSON.stringify(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What is null or undefined says nothing and is left out. */
export function saidOf(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined),
  );
}
