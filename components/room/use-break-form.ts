"use client";

import { useState } from "react";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import { notify } from "#components/ui/notify.ts";
import { Fault, type FaultKindInfo } from "#lib/contract/fault.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { checkDraft, draftOf, type FaultDraft, kindsFor, readNumber, toNewFault } from "./fault-draft.ts";
import { faultSentence } from "./fault-words.ts";
import { writeSpan } from "./mesh-words.ts";

type Given = {
  place: string;
  kinds: readonly FaultKindInfo[];
  services: readonly TopologyService[];
  onArmed: () => void;
};

export type BreakForm = {
  kinds: readonly FaultKindInfo[];
  draft: FaultDraft;
  /** By field. */
  problems: Readonly<Record<string, string>>;
  /** What belongs to no field. */
  refused: string | undefined;
  busy: boolean;
  change: (change: Partial<FaultDraft>) => void;
  choose: (kind: FaultKindInfo["kind"]) => void;
  aim: (target: string) => void;
  arm: () => void;
};

/** Undefined where no kind fits. */
export function useBreakForm({ place, kinds, services, onArmed }: Given): BreakForm | undefined {
  const [draft, setDraft] = useState<FaultDraft | undefined>(() => {
    const kind = kindsFor(kinds, place, services)[0];
    return kind && draftOf(kind, place);
  });
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!draft) return undefined;

  const refuse = ({ fields, detail, requestId }: Failure) => {
    const byField = Object.fromEntries(fields.map(({ path, message }) => [fieldOf(path), message]));
    setProblems(byField);
    const elsewhere = Object.keys(byField).length === 0;
    if (elsewhere) setRefused(requestId ? `${detail} (request ${requestId})` : detail);
  };
  const arm = async () => {
    const found = checkDraft(draft);
    setProblems(found);
    setRefused(undefined);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    const answer = await askServer("/api/faults", Fault, { method: "POST", body: toNewFault(draft) });
    setBusy(false);
    if (!answer.ok) return refuse(answer.failure);
    const lasts = writeSpan(readNumber(draft.durationSeconds) * 1_000);
    notify({ tone: "news", title: "Armed", detail: `${faultSentence(answer.data)}, for ${lasts}.` });
    onArmed();
  };
  return {
    kinds: kindsFor(kinds, draft.target, services),
    draft,
    problems,
    refused,
    busy,
    change: (change) => setDraft({ ...draft, ...change }),
    choose: (name) => {
      const kind = kinds.find((each) => each.kind === name);
      if (kind) setDraft(draftOf(kind, draft.target, draft));
    },
    aim: (target) => {
      const fitting = kindsFor(kinds, target, services);
      const kind = fitting.find((each) => each.kind === draft.kind.kind) ?? fitting[0];
      if (kind) setDraft(kind === draft.kind ? { ...draft, target } : draftOf(kind, target, draft));
    },
    arm,
  };
}

/** The server names places as JSON does, with dots or slashes. */
function fieldOf(path: string): string {
  return path
    .replace(/^\//, "")
    .replaceAll("/", ".")
    .replace(/^body\./, "");
}
