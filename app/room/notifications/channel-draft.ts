// A channel as it is typed, and which field a mistake belongs to.
import type { Failure } from "#components/shell/ask-server.ts";
import type { Channel } from "#lib/contract/alert-answers.ts";
import { alertFields } from "#lib/contract/alert-words.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import type { AlertSeverity } from "#lib/contract/vendor-questions.ts";

export type ChannelDraft = {
  kind: Channel["kind"];
  name: string;
  /** Of one that exists, empty: it stays as it is. */
  address: string;
  from: AlertSeverity;
  matcher: string;
  enabled: boolean;
};
export type DraftProblems = Readonly<Partial<Record<keyof ChannelDraft | "form", string>>>;

export function draftOf(channel: Channel | undefined): ChannelDraft {
  if (!channel) return { kind: "webhook", name: "", address: "", from: "red", matcher: "", enabled: true };
  const { kind, name, from, matcher, enabled } = channel;
  const address = kind === "email" ? channel.address : "";
  return { kind, name, address, from: from as AlertSeverity, matcher, enabled };
}

export function checkDraft(draft: ChannelDraft, isNew: boolean): DraftProblems {
  const problems: Partial<Record<keyof ChannelDraft, string>> = {};
  if (draft.name.trim() === "") problems.name = "A name tells it from the others.";
  if (isNew && draft.address.trim() === "") problems.address = "Where should it be sent to?";
  const parsed = parseFilter(draft.matcher, alertFields);
  if ("problem" in parsed)
    problems.matcher = `At character ${parsed.problem.at + 1}: ${parsed.problem.message}`;
  return problems;
}

export function bodyOf(draft: ChannelDraft, isNew: boolean) {
  const { kind, name, address, from, matcher, enabled } = draft;
  const said = { name: name.trim(), from, matcher: matcher.trim() === "" ? null : matcher.trim(), enabled };
  const to = address.trim();
  return { ...said, ...(isNew && { kind }), ...(to !== "" && { address: to }) };
}

/** What the server found, each at its field; what belongs to none of them stands below. */
export function problemsOf({ fields, detail }: Pick<Failure, "fields" | "detail">): DraftProblems {
  const known = fields.map(({ path, message }) => [path.replace(/^body\./, ""), message] as const);
  const shown = known.filter(([name]) => name in draftOf(undefined));
  return shown.length > 0 ? Object.fromEntries(shown) : { form: detail };
}
