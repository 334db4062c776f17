"use client";

import { useId, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type FaultKindInfo, FaultKindList, type TargetSort } from "#lib/contract/fault.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { BlastRadius } from "./blast-radius.tsx";
import { BreakFields } from "./break-fields.tsx";
import { asCurl, brokenAt, checkDraft, sortOf, toNewFault } from "./fault-draft.ts";
import { placeWords } from "./fault-words.ts";
import { upstreamOf } from "./reach.ts";
import { useAsked } from "./use-asked.ts";
import { type BreakForm, useBreakForm } from "./use-break-form.ts";

type Props = {
  /** A service, an edge, the cart or vendors; the form lets the reader narrow a service down to one operation. */
  place: string;
  services: readonly TopologyService[];
  onClose: () => void;
};

export default function BreakDialog(props: Props) {
  const { data, failure, again } = useAsked("/api/faults/kinds", FaultKindList);
  return (
    <Dialog title={`Break ${placeWords(props.place)}`} open onOpenChange={(open) => !open && props.onClose()}>
      {data ? (
        <BreakFormView {...props} kinds={data.kinds} />
      ) : failure ? (
        <div className="p-5 pt-0">
          <ErrorState
            title="The kinds of faults are not there"
            cause={failure.detail}
            marks={failure.requestId ? [{ label: "Request id", value: failure.requestId }] : []}
            action={<Button onClick={again}>Try again</Button>}
          />
        </div>
      ) : (
        <div aria-busy="true" className="grid gap-4 p-5 pt-0">
          <span className="sr-only">Loading the kinds of faults</span>
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-9 w-40" />
        </div>
      )}
    </Dialog>
  );
}

type ViewProps = Props & { kinds: readonly FaultKindInfo[] };

function BreakFormView({ place, services, onClose, kinds }: ViewProps) {
  const form = useBreakForm({ place, kinds, services, onArmed: onClose });
  const at = brokenAt(place);
  const outside = outsideReach[sortOf(place)];
  if (!form) {
    return <p className="px-5 pb-5 text-muted">No kind of fault fits {placeWords(place)}.</p>;
  }
  return (
    <form
      noValidate
      className="grid gap-4 px-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.arm();
      }}
    >
      <BreakFields form={form} services={services} place={place} />
      {outside ? (
        <p className="rounded-md border border-line bg-well px-4 py-3 text-sm text-muted">{outside}</p>
      ) : (
        <BlastRadius
          at={at}
          callee={place.split("->")[1]}
          upstream={upstreamOf(services, at)}
          services={services}
        />
      )}
      <ArmRow form={form} />
    </form>
  );
}

/** What is no part of the mesh has no callers to hurt. */
const outsideReach: Partial<Record<TargetSort, string>> = {
  cart: "Visitors of both shops meet it when they put something into their cart. No service is touched.",
  vendors:
    "Each vendor is in or out by the share. It is noticed when the jobs next ask the source: run them now to see it at once. No service is touched.",
  vendor:
    "Only this vendor. It is noticed when the jobs next ask the source: run them now to see it at once. No service is touched.",
};

function ArmRow({ form }: { form: BreakForm }) {
  const { draft, busy, refused } = form;
  const says = useId();
  const ready = useMemo(() => Object.keys(checkDraft(draft)).length === 0, [draft]);
  return (
    <div className="sticky bottom-0 -mx-5 flex flex-wrap items-center gap-3 border-t border-line bg-panel px-5 py-4">
      <Button type="submit" look="solid" aria-disabled={busy} aria-describedby={refused ? says : undefined}>
        <FaultLine className="h-3 w-6" />
        {busy ? "Arming" : "Arm it"}
      </Button>
      {ready ? (
        <span className="flex items-center gap-1 text-sm text-muted">
          <CopyButton text={asCurl(location.origin, toNewFault(draft))} label="Copy as curl" />
          <span aria-hidden>Copy as curl</span>
        </span>
      ) : null}
      {refused ? (
        <p id={says} role="alert" className="w-full text-sm text-red-high">
          {refused}
        </p>
      ) : null}
    </div>
  );
}
