// What a service that runs on its own has to tell becomes part of what is known here; the reply is what is armed.
import type { MeshReport, MeshReportReply } from "#lib/contract/mesh-report.ts";
import type { Faults } from "#lib/faults/types.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { processService } from "#lib/telemetry/service-resource.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import type { Outposts } from "./outposts.ts";
import { type Mesh, outside } from "./types.ts";

type Context = {
  mesh: Mesh;
  outposts: Outposts;
  faults: Pick<Faults, "listForOthers">;
  telemetry: Pick<Telemetry, "receive">;
};

export function takeReport(
  { mesh, outposts, faults, telemetry }: Context,
  report: MeshReport,
): MeshReportReply {
  const { service, instance, version, spans, logs, calls } = report;
  if (!outposts.expects(service)) {
    throw new AppError(
      "forbidden",
      `${service} is hosted by this process. Start it with SERVICE_URLS="${service}=http://…" to let it run on its own.`,
    );
  }
  checkOwn(mesh, report);
  if (outposts.take(report)) {
    telemetry.receive({ instanceId: instance, version, spans, logs });
    for (const call of calls) mesh.take(call);
  }
  return { faults: faults.listForOthers() };
}

/** Nobody tells of others than itself: of its own work, its own calls, and who called it from outside. */
function checkOwn({ topology }: Mesh, { service, spans, logs, calls }: MeshReport): void {
  const foreign = [...spans, ...logs].find(
    (row) => row.service !== service && row.service !== processService,
  );
  if (foreign) throw notOwn(service, `something that ${foreign.service} recorded`);
  const isOwn = ({ from, to }: { from: string; to: string }) =>
    (from === service && topology.dependency(from, to)) || (from === outside && to === service);
  const call = calls.find((one) => !isOwn(one));
  if (call) throw notOwn(service, `a call from ${call.from} to ${call.to}`);
}

function notOwn(service: string, what: string): AppError {
  return new AppError("validation_failed", `The report of ${service} has ${what}, which it cannot know of.`);
}
