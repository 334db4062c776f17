import { type Schema, schemaRows, typeText } from "./schema-rows.ts";

export function SchemaList({ schema }: { schema: Schema }) {
  const rows = schemaRows(schema);
  if (rows.length === 0) return <p className="figures text-sm text-muted">{typeText(schema)}</p>;
  return (
    <ul className="border-t border-line">
      {rows.map(({ address, path, depth, type, required, description }) => (
        <li key={address} className="border-b border-line py-2" style={{ paddingLeft: `${depth * 20}px` }}>
          <p className="flex flex-wrap items-baseline gap-x-3">
            <code className="min-w-0 text-sm font-semibold wrap-anywhere">{path}</code>
            <span className="figures min-w-0 text-xs wrap-anywhere text-muted">{type}</span>
            {required ? null : <span className="text-xs text-muted italic">optional</span>}
          </p>
          {description ? <p className="text-sm text-muted">{description}</p> : null}
        </li>
      ))}
    </ul>
  );
}
