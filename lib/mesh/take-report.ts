// What a service that runs on its own has to tell becomes part of what is known here; the reply is what is armed.
import type { MeshReport, MeshReportReply, ReportedSpan } from "#lib/contract/mesh-report.ts";
import type { Faults } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import type { Outposts } from "./outposts.ts";
import { type Mesh, outside } from "./types.ts";

type Context = {
  clock: Pick<Clock, "nowMs">;
  mesh: Mesh;
  outposts: Outposts;
  faults: Pick<Faults, "listForOthers">;
  telemetry: Pick<Telemetry, "receive">;
};

export function takeReport(
  { clock, mesh, outposts, faults, telemetry }: Context,
  report: MeshReport,
): MeshReportReply {
  const { service, instance, version, sequence, spans, logs, calls } = report;
  if (!outposts.expects(service)) {
    throw new AppError(
      "forbidden",
      `${service} is hosted by this process. Start it with SERVICE_URLS="${service}=http://…" to let it run on its own.`,
    );
  }
  checkOwn(mesh, report);
  checkTimes(clock.nowMs(), report);
  const taken = outposts.take(report);
  if (taken === "not the one")
    throw new AppError(
      "conflict",
      `Another process reports as ${service}. It is heard once that one has been silent for two seconds.`,
    );
  if (taken === "new") {
    telemetry.receive({ instanceId: instance, version, sequence, spans, logs });
    for (const call of calls) mesh.take(call);
  }
  return { faults: faults.listForOthers() };
}

/** Clocks differ, and a report can wait long for the main process; but not so much. */
const farMs = 86_400_000;

function checkTimes(nowMs: number, { service, spans, logs }: MeshReport): void {
  const isNear = (ms: number) => Math.abs(ms - nowMs) <= farMs;
  const isSpanNear = ({ start, end, events }: ReportedSpan) =>
    [start, end, ...events.map(({ at }) => at)].every(([seconds]) => isNear(seconds * 1_000));
  if (spans.every(isSpanNear) && logs.every(({ timestampMs }) => isNear(timestampMs))) return;
  throw new AppError(
    "validation_failed",
    `The report of ${service} tells of a time more than a day from now. Set the clock of its machine.`,
  );
}

/** Nobody tells of others than itself: of its own work, its own calls, and who called it from outside. */
function checkOwn({ topology }: Mesh, { service, spans, logs, calls }: MeshReport): void {
  const foreign = [...spans, ...logs].find((row) => row.service !== service);
  if (foreign) throw notOwn(service, `something that ${foreign.service} recorded`);
  const isOwn = ({ from, to }: { from: string; to: string }) =>
    (from === service && topology.dependency(from, to)) || (from === outside && to === service);
  const call = calls.find((one) => !isOwn(one));
  if (call) throw notOwn(service, `a call from ${call.from} to ${call.to}`);
}

function notOwn(service: string, what: string): AppError {
  return new AppError("validation_failed", `The report of ${service} has ${what}, which it cannot know of.`);
}
