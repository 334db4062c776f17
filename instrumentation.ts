// Next's hook. Under server.ts the runtime is there before Next and telemetry is set up; without it (a preview
// deployment of Next alone) @vercel/otel stands in.
import type { Instrumentation } from "next";
import { runtimeSlot } from "#lib/runtime/slot.ts";

export async function register() {
  if (runtimeSlot.peek()) return;
  const { registerOTel } = await import("@vercel/otel");
  registerOTel({ serviceName: "faultmart" });
}

/** A page that fails is answered by Next itself; its cause must reach our log, with the digest that the reader sees. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
  runtimeSlot
    .peek()
    ?.web.log.named("next")
    .exception("a page failed while it was rendered", error, {
      "http.route": context.routePath,
      "url.path": request.path.split("?", 1)[0],
      "error.digest": digest,
    });
};
