import type { SpanTree } from "#components/trace/span-tree.ts";

/** More links would be no help to find one. */
const shown = 5;

export function MissingCallers({ tree }: { tree: SpanTree }) {
  const [first, ...others] = tree.nodes.filter(({ orphan }) => orphan);
  if (!first) return null;
  const outside = first.at === 0;
  const lost = outside ? others : [first, ...others];
  return (
    <div role="note" className="mb-4 border-l-2 border-edge pl-3 text-sm text-muted">
      {outside ? <p>The caller of the first span is not here: it traces on its own.</p> : null}
      {lost.length > 0 ? (
        <p>
          {lost.length} {lost.length === 1 ? "span names a caller that is" : "spans name callers that are"}{" "}
          not here: still running, or lost. They stand at the left, marked “caller missing”:{" "}
          {lost.slice(0, shown).map(({ spanId, service, name }, at) => (
            <span key={spanId}>
              {at > 0 ? ", " : ""}
              <a href={`?span=${spanId}`} className="text-cobalt underline">
                {service} {name}
              </a>
            </span>
          ))}
          {lost.length > shown ? ` and ${lost.length - shown} more` : ""}.
        </p>
      ) : null}
    </div>
  );
}
