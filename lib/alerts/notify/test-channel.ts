import { randomUUID } from "node:crypto";
import type { TestedChannel } from "#lib/contract/alert-answers.ts";
import { findChannel } from "./find-channel.ts";
import type { Notice, NotifyContext } from "./types.ts";

type Context = Pick<NotifyContext, "clock" | "store" | "couriers">;

/** Sent at once and once: whoever pressed the button waits for what comes of it. */
export async function testChannel(ctx: Context, id: string): Promise<TestedChannel> {
  const { clock, couriers } = ctx;
  const channel = await findChannel(ctx, id);
  const startedMs = clock.monotonicMs();
  const verdict = await couriers.deliver(channel, testNotice(new Date(clock.nowMs()).toISOString()));
  const durationMs = clock.monotonicMs() - startedMs;
  if (verdict.kind === "taken") return { delivered: true, detail: "The receiver took it", durationMs };
  return { delivered: false, detail: verdict.why, durationMs };
}

function testNotice(at: string): Notice {
  return {
    id: randomUUID(),
    event: "test",
    at,
    alerts: [
      {
        id: "test",
        kind: "service",
        rule: "test",
        severity: "green",
        title: "This channel works",
        detail: "Somebody pressed the test button. Nothing is wrong.",
        subject: "faultmart",
        item: "",
        value: 0,
        startedAt: at,
        resolvedAt: null,
      },
    ],
  };
}
