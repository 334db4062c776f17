"use client";

import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Time } from "#components/ui/time.tsx";
import { unitOf } from "#components/vendors/vendor-words.ts";
import type { ThresholdPreview, Thresholds } from "#lib/contract/thresholds.ts";
import { LimitTable } from "./limit-table.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { type ThresholdForm as Form, useThresholdForm } from "./use-threshold-form.ts";
import { useVersions, VersionList } from "./version-list.tsx";

type Props = {
  first: Thresholds;
  preview: ThresholdPreview | undefined;
  /** The newest first; the last is as delivered. */
  versions: readonly Thresholds[];
};

export function ThresholdForm({ first, preview, versions: firstVersions }: Props) {
  const { versions, again } = useVersions(first.question, firstVersions);
  const delivered = versions.at(-1);
  const form = useThresholdForm({ first, delivered, preview, onKept: again });
  return (
    <>
      <form
        noValidate
        className="mb-8 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]"
        onSubmit={(event) => {
          event.preventDefault();
          event.currentTarget.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
          form.save();
        }}
      >
        <div className="grid min-w-0 gap-5">
          <LimitTable form={form} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={`Margin, ${unitOf(first.question)}`}
              hint="So far beyond a limit a value must come back before it counts as better: one on the edge does not flap"
              problem={form.mistakes.margin}
            >
              {(slot) => (
                <Input
                  {...slot}
                  inputMode="decimal"
                  autoComplete="off"
                  className="figures aria-invalid:border-red-high"
                  value={form.draft.margin}
                  onChange={(event) => form.write("margin", event.target.value)}
                />
              )}
            </Field>
            <Field label="Note" hint="Why, for whoever reads the history">
              {(slot) => (
                <Input
                  {...slot}
                  maxLength={200}
                  autoComplete="off"
                  value={form.note}
                  onChange={(event) => form.writeNote(event.target.value)}
                />
              )}
            </Field>
          </div>
          {form.theirs ? (
            <Conflict form={form} theirs={form.theirs} />
          ) : (
            <SaveRow form={form} delivered={delivered} />
          )}
        </div>
        <PreviewPanel form={form} />
      </form>
      <VersionList
        versions={versions}
        current={form.current.version}
        onRestore={(version) => form.fill(version, `As in version ${version.version}`)}
      />
    </>
  );
}

function SaveRow({ form, delivered }: { form: Form; delivered: Thresholds | undefined }) {
  const says = useId();
  const { isDirty, busy, mistakes, refused, current } = form;
  const stopped = !isDirty || Object.keys(mistakes).length > 0;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        type="submit"
        look="solid"
        aria-disabled={stopped || busy}
        aria-describedby={refused ? says : undefined}
      >
        {busy ? "Saving" : "Save"}
      </Button>
      <Button aria-disabled={!isDirty} onClick={() => form.fill(current, "")}>
        Discard changes
      </Button>
      {delivered && !current.isDefault ? (
        <Button look="quiet" onClick={() => form.fill(delivered, "Back to the default")}>
          Reset to default
        </Button>
      ) : null}
      <noscript>
        <span className="text-sm text-muted">Changing limits needs JavaScript; reading them does not.</span>
      </noscript>
      {refused ? (
        <p id={says} role="alert" className="w-full text-sm text-red-high">
          Not saved, and nothing of what is typed is lost. {refused}
        </p>
      ) : null}
    </div>
  );
}

/** Two at once: neither is thrown away without somebody choosing so. */
function Conflict({ form, theirs }: { form: Form; theirs: Thresholds }) {
  return (
    <Panel role="alert" className="border-edge px-4 py-3">
      <p className="font-medium">
        These limits were changed meanwhile: version {theirs.version} by {theirs.changedBy}
        {theirs.changedAt ? (
          <>
            {" "}
            at <Time iso={theirs.changedAt} className="figures" />
          </>
        ) : null}
        .
      </p>
      <p className="mt-1 text-sm text-muted">
        {theirs.note ? `They noted: ${theirs.note}. ` : ""}What you typed is still above, with theirs beside
        what they changed.
      </p>
      <p className="mt-3 flex flex-wrap gap-3">
        <Button look="solid" onClick={form.overwrite} aria-disabled={form.busy}>
          Save mine over it
        </Button>
        <Button onClick={form.takeTheirs}>Take theirs</Button>
      </p>
    </Panel>
  );
}
