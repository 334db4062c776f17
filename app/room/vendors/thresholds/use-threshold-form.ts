"use client";

import { useEffect, useMemo, useState } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import {
  draftOf,
  isSame,
  type LimitField,
  type Mistakes,
  readDraft,
  type ThresholdDraft,
} from "#components/vendors/threshold-draft.ts";
import type { ThresholdPreview, Thresholds } from "#lib/contract/thresholds.ts";
import { useKeeping } from "./use-keeping.ts";
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
  const read = useMemo(() => readDraft(question, draft), [question, draft]);
  const shown = usePreview(question, read.wanted, { first: preview, version: current.version });
  const isDirty = !isSame(draft, draftOf(current));
  useUnsavedWarning(isDirty);
  const take = (kept: Thresholds) => {
    setCurrent(kept);
    setDraft(draftOf(kept));
    setNote("");
  };
  const toDefault = delivered !== undefined && !current.isDefault && isSame(draft, draftOf(delivered));
  const keeping = useKeeping(question, (kept) => {
    take(kept);
    onKept();
  });
  const keep = (from: Thresholds) => {
    if (isDirty && read.wanted) void keeping.keep(from, { ...read.wanted, note: note.trim() }, toDefault);
  };
  const { theirs } = keeping;
  return {
    current,
    draft,
    note,
    mistakes: read.mistakes,
    isDirty,
    busy: keeping.busy,
    theirs,
    refused: keeping.refused,
    preview: shown.preview,
    previewFailure: shown.failure,
    write: (field, text) => setDraft({ ...draft, [field]: text }),
    writeNote: setNote,
    fill: (from, why) => {
      setDraft(draftOf(from));
      setNote(why);
    },
    save: () => keep(current),
    overwrite: () => {
      if (!theirs) return;
      setCurrent(theirs);
      keep(theirs);
    },
    takeTheirs: () => {
      if (!theirs) return;
      take(theirs);
      keeping.settle();
    },
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
