import { durationText } from "#components/history/duration-text.ts";
import type { OperationChange, Side } from "#components/trace/compare-operations.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";

/** The most telling ones; the rows below have them all. */
const shown = 8;

export function ChangeTable({ changes }: { changes: readonly OperationChange[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="changes" className="mb-6">
      <h2 id="changes" className="display mb-3 text-lg">
        What differs
      </h2>
      <Table caption="Operations that differ" className="text-sm">
        <thead>
          <tr>
            <HeaderCell>Operation</HeaderCell>
            <HeaderCell>Difference</HeaderCell>
            <HeaderCell className="text-right">A</HeaderCell>
            <HeaderCell className="text-right">B</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, shown).map(({ service, name, kind, a, b }) => (
            <Row key={`${service} ${name}`}>
              <RowHeader className="font-normal">
                <span className="font-medium">{service}</span> <span className="text-muted">{name}</span>
              </RowHeader>
              <Cell className="whitespace-nowrap">
                <Kind kind={kind} />
              </Cell>
              <Cell className="figures text-right whitespace-nowrap">{sideText(a)}</Cell>
              <Cell className="figures text-right whitespace-nowrap">{sideText(b)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {changes.length > shown ? (
        <p className="mt-2 text-sm text-muted">
          {changes.length - shown} more operations differ; all spans are below.
        </p>
      ) : null}
    </section>
  );
}

function Kind({ kind }: { kind: OperationChange["kind"] }) {
  if (!kind.startsWith("failed")) return kind;
  return (
    <span className="inline-flex items-center gap-1.5 font-semibold text-red-high">
      <SeverityGlyph severity="red-high" className="size-3" />
      {kind} only
    </span>
  );
}

function sideText({ calls, us, failed }: Side): string {
  if (calls === 0) return "—";
  const times = calls === 1 ? "" : `${calls} × `;
  return `${times}${durationText(us / calls / 1_000)}${failed > 0 ? `, ${failed} failed` : ""}`;
}
