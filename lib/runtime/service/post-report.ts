// One report on its way to the main process, and what the answer means for its rows.
import { Agent, request } from "undici";
import { MeshReportReply, meshTokenHeader } from "#lib/contract/mesh-report.ts";

/** `again`: the same report later. `smaller`: its rows in parts. `never`: it will not be taken, whatever happens. */
export type Outcome =
  | { kind: "taken"; reply: MeshReportReply }
  | { kind: "again" | "smaller" | "never"; why: string };

export type ReportPost = { send(body: string): Promise<Outcome>; close(): Promise<void> };

/** A main process that takes longer is as good as absent; a report that comes twice does no harm. */
const patienceMs = 2_000;

export function createReportPost(mainUrl: string, token: string | undefined): ReportPost {
  const agent = new Agent({
    connections: 1,
    connect: { timeout: patienceMs },
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
  });
  const url = `${mainUrl}/api/mesh/reports`;
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { [meshTokenHeader]: token }),
  };
  return {
    async send(body) {
      try {
        const answer = await request(url, { method: "POST", headers, body, dispatcher: agent });
        return outcomeOf(answer.statusCode, await answer.body.json());
      } catch (error) {
        return {
          kind: "again",
          why: error instanceof Error && error.message ? error.message : String(error),
        };
      }
    },
    close: () => agent.destroy(),
  };
}

function outcomeOf(status: number, body: unknown): Outcome {
  const reply = status === 200 ? MeshReportReply.safeParse(body) : undefined;
  if (reply?.success) return { kind: "taken", reply: reply.data };
  const why = detailIn(body) ?? `the answer was ${status}`;
  if (status === 413) return { kind: "smaller", why };
  return { kind: status === 400 || status === 422 ? "never" : "again", why };
}

function detailIn(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("detail" in body)) return undefined;
  return typeof body.detail === "string" ? body.detail : undefined;
}
