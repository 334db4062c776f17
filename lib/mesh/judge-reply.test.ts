// What answers where a service should be is not always that service: an address may be wrong, a proxy in between.
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { Handler, OperationSpec, Reply } from "./types.ts";

let mesh: SmallMesh;
afterEach(() => mesh.close());

const quote: OperationSpec = {
  ...operation("back"),
  output: z.object({ amountMinor: z.int() }),
  repeatable: false,
};
const relay: Handler = (ctx, input) => ctx.call(quote, input);

/** Instead of the service, something else answers. */
function startWith(reply: Pick<Reply, "status" | "body">, service = "back") {
  mesh = startSmallMesh({
    services: [{ id: "front", dependencies: ["back"] }, { id: "back" }],
    work: { front: relay },
    transport: (host) => async (envelope, signal) =>
      envelope.service === service ? reply : host.handle(envelope, signal),
  });
}
const sums = () => mesh.mesh.edge("front", "back").sums;
const lastCall = () => mesh.spans.findLast(({ kind }) => kind === "client")?.attributes;

describe("what is no answer of a service", () => {
  test.each([
    ["a redirect", 302, undefined],
    ["a page that is not there", 404, undefined],
    ["a body of another shape", 404, { error: "Not Found" }],
    [
      "a server that has no such service",
      404,
      { code: "not_found", message: "No service named back is here." },
    ],
    ["a server that knows no such host", 421, { code: "misdirected_request", message: "Unknown host" }],
    ["a server that asks for another token", 403, { code: "forbidden", detail: "MESH_TOKEN is asked for" }],
    ["a server that takes no calls", 405, { code: "method_not_allowed", message: "GET" }],
    ["a server that takes no JSON", 415, { code: "unsupported_media_type", message: "XML" }],
    ["a proxy's limit", 413, undefined],
  ])("counts as a failure: %s (%i)", async (_what, status, body) => {
    startWith({ status, body });
    expect(await mesh.ask("front")).toMatchObject({ status: 502, body: { code: "dependency_failed" } });
    expect(sums()).toMatchObject({ calls: 1, errors: 1 });
    expect(lastCall()).toMatchObject({ "http.response.status_code": status, "error.type": String(status) });
  });

  test("opens the breaker and is seen in the health of the callee", async () => {
    startWith({ status: 302, body: undefined });
    for (let nth = 0; nth < 20; nth += 1) await mesh.ask("front");
    mesh.mesh.judge();
    expect(mesh.mesh.service("back").status).toBe("failed");
    expect(mesh.mesh.edge("front", "back").breaker).toBe("open");
  });
});

test("what is no answer of a service is none for callers from outside either", async () => {
  startWith({ status: 302, body: undefined }, "front");
  await mesh.ask("front");
  expect(mesh.mesh.edge("outside", "front").sums).toMatchObject({ calls: 1, errors: 1 });
});

test("a refusal of the service itself is no failure, and reaches who asked first", async () => {
  const body = { code: "product_unknown", message: "no product sku-1" };
  startWith({ status: 404, body });
  expect(await mesh.ask("front")).toMatchObject({ status: 404, body });
  expect(sums()).toMatchObject({ calls: 1, errors: 0 });
});

describe("a good status", () => {
  test.each([
    ["without a body", undefined],
    ["with a body that is no JSON", undefined],
    ["with something else", { greeting: "It works!" }],
    ["with a field of another type", { amountMinor: "1999" }],
  ])("%s is no good answer", async (_what, body) => {
    startWith({ status: 200, body });
    expect(await mesh.ask("front")).toMatchObject({ status: 502, body: { code: "dependency_failed" } });
    expect(sums()).toMatchObject({ calls: 1, errors: 1 });
    expect(lastCall()).toMatchObject({ "http.response.status_code": 200, "error.type": "bad_reply" });
    const line = mesh.lines.find(({ service }) => service === "front");
    expect(line?.message).toContain("back answered run with something else than agreed");
  });

  test("with what was agreed is one, and comes as it was sent", async () => {
    startWith({ status: 200, body: { amountMinor: 1_999, note: "more than asked for" } });
    expect(await mesh.ask("front")).toMatchObject({
      status: 200,
      body: { amountMinor: 1_999, note: "more than asked for" },
    });
    expect(sums()).toMatchObject({ calls: 1, errors: 0 });
  });
});
