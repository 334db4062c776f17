"use client";

// Making and ending silences. The board shows at once whom one covers; the feed tells the rest.
import { countOf } from "#components/room/mesh-words.ts";
import { askServer } from "#components/shell/ask-server.ts";
import { notify } from "#components/ui/notify.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { guess, withdraw } from "./guesses.ts";

type Draft = { matcher: string; minutes: number; comment: string };

const anything = { safeParse: (data: unknown) => ({ success: true as const, data }) };
/** By then the feed has told of all that it covers. */
const guessedForMs = 60_000;

/** True when it was made. */
export async function makeSilence(draft: Draft, covered: readonly Alert[]): Promise<boolean> {
  const until = new Date(Date.now() + draft.minutes * 60_000).toISOString();
  const made = guess(covered, (alert) => ({
    ...alert,
    state: "silenced",
    silencedBy: { id: "", until, comment: draft.comment },
  }));
  const answer = await askServer("/api/silences", anything, { method: "POST", body: draft });
  if (!answer.ok) {
    withdraw(made);
    const [field] = answer.failure.fields;
    notify({ tone: "problem", title: "Not silenced", detail: field?.message ?? answer.failure.detail });
    return false;
  }
  setTimeout(() => withdraw(made), guessedForMs);
  const which = covered.length > 0 ? countOf(covered.length, "open alert") : "What fits it";
  notify({ tone: "news", title: "Silenced", detail: `${which} stays on the board; nobody is told of it.` });
  return true;
}

/** True when it is over. */
export async function endSilence(id: string): Promise<boolean> {
  const answer = await askServer(`/api/silences/${encodeURIComponent(id)}`, anything, { method: "DELETE" });
  if (answer.ok) return true;
  notify({ tone: "problem", title: "Not ended", detail: answer.failure.detail });
  return false;
}
