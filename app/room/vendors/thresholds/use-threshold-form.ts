"use client";

import { useEffect, useMemo, useState } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import { notify } from "#components/ui/notify.ts";
import {
  draftOf,
  isSame,
  type LimitField,
  type Mistakes,
  readDraft,
  type ThresholdDraft,
} from "#components/vendors/threshold-draft.ts";
import type { ThresholdPreview, Thresholds } from "#lib/contract/thresholds.ts";
import { vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { keepDefault, keepThresholds, readCurrent } from "./keep-thresholds.ts";
import { usePreview } from "./use-preview.ts";

export type ThresholdForm = {
  /** What holds, and what the draft was begun from. */
  current: Thresholds;
  draft: ThresholdDraft;
  note: string;
  mistakes: Mistakes;
  isDirty: boolean;
  busy: boolean;
  /** Somebody else's version, of which this draft knew nothing. */
  theirs: Thresholds | undefined;
  refused: string | undefined;
  preview: ThresholdPreview | undefined;
  previewFailure: Failure | undefined;
  write: (field: LimitField, text: string) => void;
  writeNote: (note: string) => void;
  fill: (from: Thresholds, note: string) => void;
  save: () => void;
  /** Goes on from their version, with what is typed. */
  overwrite: () => void;
  takeTheirs: () => void;
};

type Given = {
  first: Thresholds;
  delivered: Thresholds | undefined;
  preview: ThresholdPreview | undefined;
  onKept: () => void;
};

export function useThresholdForm({ first, delivered, preview, onKept }: Given): ThresholdForm {
  const { question } = first;
  const [current, setCurrent] = useState(first);
  const [draft, setDraft] = useState(() => draftOf(first));
  const [note, setNote] = useState("");
  const [theirs, setTheirs] = useState<Thresholds>();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const read = useMemo(() => readDraft(question, draft), [question, draft]);
  const shown = usePreview(question, read.wanted, { first: preview, version: current.version });

  const isDirty = !isSame(draft, draftOf(current));
  const take = (kept: Thresholds) => {
    setCurrent(kept);
    setDraft(draftOf(kept));
    setNote("");
    setTheirs(undefined);
    setRefused(undefined);
  };
  const refuse = async (failure: Failure) => {
    const newest = failure.status === 409 ? await readCurrent(question) : undefined;
    if (newest && newest.version !== current.version) return setTheirs(newest);
    const { detail, requestId } = failure;
    setRefused(requestId ? `${detail} (request ${requestId})` : detail);
  };
  const keep = async (version: number) => {
    if (busy || !isDirty || !read.wanted) return;
    setBusy(true);
    setRefused(undefined);
    const isDefault = delivered !== undefined && !current.isDefault && isSame(draft, draftOf(delivered));
    const answer = isDefault
      ? await keepDefault(question)
      : await keepThresholds(question, { ...read.wanted, version, note: note.trim() });
    if (answer.ok) {
      take(answer.data);
      notify({
        tone: "news",
        title: "Saved",
        detail: `${vendorQuestionWords[question].title} is judged by version ${answer.data.version} from now on.`,
      });
      onKept();
    } else await refuse(answer.failure);
    setBusy(false);
  };
  useUnsavedWarning(isDirty);
  return {
    current,
    draft,
    note,
    mistakes: read.mistakes,
    isDirty,
    busy,
    theirs,
    refused,
    preview: shown.preview,
    previewFailure: shown.failure,
    write: (field, text) => setDraft({ ...draft, [field]: text }),
    writeNote: setNote,
    fill: (from, why) => {
      setDraft(draftOf(from));
      setNote(why);
    },
    save: () => keep(current.version),
    overwrite: () => {
      if (!theirs) return;
      setCurrent(theirs);
      setTheirs(undefined);
      void keep(theirs.version);
    },
    takeTheirs: () => theirs && take(theirs),
  };
}

/** Whoever leaves with something typed is asked first. */
function useUnsavedWarning(isDirty: boolean) {
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
}
