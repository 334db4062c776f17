// The witness of what was told: the receiver, who fails at random, and knows which of its answers cannot have arrived.
import type { Answer, Received } from "#lib/alerts/testing/hook-receiver.ts";

export type Witness = {
  /** Of each message, when it was taken, each time. */
  takenAt: Map<string, number[]>;
  /** Taken, and the answer was lost: whoever sent it must send it again. */
  unanswered: Set<string>;
  killedAtMs: number[];
  failed: number;
  /** Until then nobody is answered. */
  open: Promise<void>;
};

/** Three in ten fail; of them every tenth, from the third on, was taken all the same. */
const failing = 0.3;
const takenAllTheSame = (failed: number) => failed % 10 === 3;

export function failAtRandom(witness: Witness): (message: Received) => Promise<Answer> {
  const take = (id: string) => {
    const moments = witness.takenAt.get(id) ?? [];
    witness.takenAt.set(id, [...moments, performance.now()]);
  };
  return async ({ headers, isGone }) => {
    await witness.open;
    // Whoever gave up, or was killed, while nobody was answered, does not hear that it was taken.
    if (isGone()) return "hang";
    const id = String(headers["webhook-id"]);
    if (Math.random() >= failing) {
      take(id);
      return { status: 200 };
    }
    witness.failed += 1;
    if (takenAllTheSame(witness.failed)) {
      take(id);
      witness.unanswered.add(id);
      return "lost";
    }
    return Math.random() < 0.5 ? { status: 503 } : "reset";
  };
}

/** What a process sent before it was killed can be read after that. */
const lastWordsMs = 1_000;

type Message = { id: string; alert?: { id: string }; alerts?: { id: string }[] };

function membersOf(body: string): { id: string; alerts: string[] } {
  const { id, alert, alerts = alert ? [alert] : [] } = JSON.parse(body) as Message;
  return { id, alerts: alerts.map((one) => one.id) };
}

type Judged = { failures: string[]; toldTwice: number; ofOne: number; ofMany: number };

/** Of every alert that fired, each channel must have been told, whatever message it stood in. */
export function judgeTold(
  fired: readonly string[],
  channels: readonly string[],
  taken: readonly Received[],
  { takenAt, unanswered, killedAtMs }: Witness,
): Judged {
  const failures: string[] = [];
  const idsOf = new Map<string, Set<string>>();
  const bodies = new Map<string, string>();
  for (const { body, path } of taken) {
    const { id, alerts } = membersOf(body);
    if ((bodies.get(id) ?? body) !== body) failures.push(`${id} was another message the second time`);
    bodies.set(id, body);
    if (new Set(alerts).size < alerts.length) failures.push(`${id} has an alert twice`);
    for (const alert of alerts) {
      const told = `${alert} at ${path}`;
      idsOf.set(told, (idsOf.get(told) ?? new Set()).add(id));
    }
  }
  for (const told of fired.flatMap((alert) => channels.map((path) => `${alert} at ${path}`))) {
    const ids = idsOf.get(told)?.size ?? 0;
    if (ids === 0) failures.push(`${told} was never told`);
    if (ids > 1) failures.push(`${told} was told under ${ids} ids`);
  }
  const twice = [...takenAt].filter(([, moments]) => moments.length > 1);
  for (const [id, [firstMs = 0, ...later]] of twice) {
    const lastMs = later.at(-1) ?? 0;
    const crashed = killedAtMs.some((ms) => ms >= firstMs - lastWordsMs && ms <= lastMs);
    if (!crashed && !unanswered.has(id)) failures.push(`${id} was told twice without need`);
  }
  const ofMany = [...bodies.values()].filter((body) => membersOf(body).alerts.length > 1).length;
  return { failures, toldTwice: twice.length, ofOne: bodies.size - ofMany, ofMany };
}
