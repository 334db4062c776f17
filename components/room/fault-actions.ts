// What a page asks of the fault console, and how the reader hears of the outcome.

import { askServer } from "#components/shell/ask-server.ts";
import { notify } from "#components/ui/notify.ts";
import { Fault, FaultList } from "#lib/contract/fault.ts";
import { placeWords } from "./fault-words.ts";
import { countOf } from "./mesh-words.ts";

export async function endFault({ id, target }: Fault) {
  const answer = await askServer(`/api/faults/${encodeURIComponent(id)}`, Fault, { method: "DELETE" });
  if (answer.ok)
    notify({ tone: "news", title: "Ended", detail: `Nothing is done to ${placeWords(target)} any more.` });
  else notify({ tone: "problem", title: "Not ended", detail: answer.failure.detail });
}

export async function haltAllFaults() {
  const answer = await askServer("/api/faults", FaultList, { method: "DELETE" });
  if (!answer.ok) return notify({ tone: "problem", title: "Not halted", detail: answer.failure.detail });
  const count = answer.data.faults.length;
  notify({
    tone: "news",
    title: count === 0 ? "Nothing was armed" : `${countOf(count, "fault")} halted`,
    detail: "What they broke recovers by itself.",
  });
}
