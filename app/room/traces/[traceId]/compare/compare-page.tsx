import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { findUnbroken } from "#lib/http/history/find-unbroken.ts";
import { outlineArrivingTrace } from "#lib/http/history/outline-arriving-trace.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { anyUnbroken, comparisonHref, readComparison } from "./compare-ids.ts";
import { ComparedTraces } from "./compared-traces.tsx";

/** Two traces beside each other: `a` is what `b` is measured by. */
export async function ComparePage({ address }: { address: string }) {
  const compared = readComparison(address);
  if (!compared) notFound();
  const { a, b } = compared;
  const context = pageContext();
  if (a === b) return <SameTwice traceId={a} />;
  if (a === anyUnbroken) {
    const found = await findUnbroken(context, { traceId: b });
    if (found === undefined) notFound();
    if (found === null) return <NoUnbroken traceId={b} />;
    redirect(comparisonHref({ a: found, b }));
  }
  const [ofA, ofB] = await Promise.all([
    outlineArrivingTrace(context, { traceId: a }),
    outlineArrivingTrace(context, { traceId: b }),
  ]);
  if (!ofA && !ofB) notFound();
  if (!ofA || !ofB) return <OneMissing missing={ofA ? b : a} kept={ofA ? a : b} />;
  return <ComparedTraces a={ofA} b={ofB} />;
}

function SameTwice({ traceId }: { traceId: string }) {
  return (
    <Nothing title="The same trace twice" action={<ToTrace traceId={traceId}>Open the trace</ToTrace>}>
      <p>Both sides name one trace, so there is nothing to compare. Put another id on one of them.</p>
    </Nothing>
  );
}

function OneMissing({ missing, kept }: { missing: string; kept: string }) {
  return (
    <Nothing
      title="One of the two is not kept"
      action={<ToTrace traceId={kept}>Open the other trace</ToTrace>}
    >
      <p>
        No span of <code className="break-all">{missing}</code> is kept. Old traces are dropped by age and
        size; a new one arrives about a second after its request.
      </p>
    </Nothing>
  );
}

function NoUnbroken({ traceId }: { traceId: string }) {
  return (
    <Nothing
      title="No unbroken request is kept"
      action={<ToTrace traceId={traceId}>Back to the trace</ToTrace>}
    >
      <p>
        Of the newest requests of this kind that are kept, none went through without a failure. Send one when
        everything works again, and compare then.
      </p>
    </Nothing>
  );
}

type NothingProps = { title: string; action: ReactNode; children: ReactNode };

function Nothing({ title, action, children }: NothingProps) {
  return (
    <>
      <h1 className="display mb-5 text-2xl">Two traces compared</h1>
      <EmptyState title={title} action={action}>
        {children}
      </EmptyState>
    </>
  );
}

function ToTrace({ traceId, children }: { traceId: string; children: ReactNode }) {
  return <LinkButton href={`/room/traces/${traceId}`}>{children}</LinkButton>;
}
