import { context, TraceFlags, trace } from "@opentelemetry/api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createResources, processService } from "../service-resource.ts";
import { type MetersUnderTest, startMeters } from "../testing/meters-under-test.ts";
import { parseExposition } from "../testing/parse-exposition.ts";
import { createRecordingProcessor } from "../traces/recording-processor.ts";
import { startSdk } from "../traces/start-sdk.ts";
import { type ExpositionFormat, renderExposition } from "./exposition.ts";
import { readRegistry } from "./snapshot.ts";

const formats: ExpositionFormat[] = ["prometheus", "openmetrics"];

async function scrape({ registry }: MetersUnderTest, format: ExpositionFormat) {
  return parseExposition(renderExposition(await readRegistry(registry), format), format);
}

function inSpan(traceFlags: TraceFlags, work: () => void) {
  const span = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags };
  context.with(trace.setSpanContext(context.active(), span), work);
}

let stopSdk: () => Promise<void>;
beforeAll(() => {
  const resource = createResources({ instanceId: "i", version: "v" })(processService);
  stopSdk = startSdk(resource, [createRecordingProcessor([])]);
});
afterAll(() => stopSdk());

describe("the exposition", () => {
  it.each(formats)("can be read as %s, process metrics included", async (format) => {
    const families = await scrape(startMeters(), format);
    const names = families.map(({ name }) => name);
    expect(names).toContain("nodejs_eventloop_lag_seconds");
    expect(names).toContain("process_resident_memory_bytes");
    expect(names).toContain(format === "openmetrics" ? "process_cpu_seconds" : "process_cpu_seconds_total");
  });

  it("names counters as each format wants, from one registry and in any order", async () => {
    const started = startMeters();
    const meter = started.meters.for("shop");
    meter.counter({ name: "orders_total", help: "Orders" }).add(3, {});
    meter.counter({ name: "bisney_cache_hits", help: "Hits" }).add(2, {});
    for (let round = 0; round < 2; round += 1) {
      const open = await scrape(started, "openmetrics");
      const plain = await scrape(started, "prometheus");
      const named = (families: typeof open, wanted: string) =>
        families.find(({ name }) => name === wanted)?.samples.map(({ name, value }) => [name, value]);
      expect(named(open, "orders")).toEqual([["orders_total", 3]]);
      expect(named(open, "bisney_cache_hits")).toEqual([["bisney_cache_hits", 2]]);
      expect(named(plain, "orders_total")).toEqual([["orders_total", 3]]);
      expect(named(plain, "bisney_cache_hits")).toEqual([["bisney_cache_hits", 2]]);
    }
  });

  it("shows the sampled span behind a count and behind a bucket", async () => {
    const started = startMeters();
    const meter = started.meters.for("shop");
    const orders = meter.counter({ name: "orders_total", help: "Orders" });
    const waits = meter.histogram({ name: "wait_seconds", help: "Waits", buckets: [0.5, 1] });
    inSpan(TraceFlags.SAMPLED, () => {
      orders.add(2, {});
      waits.record(0.7, {});
      waits.record(9, {});
    });
    inSpan(TraceFlags.NONE, () => waits.record(0.1, {}));
    const families = await scrape(started, "openmetrics");
    const labels = { trace_id: "0af7651916cd43dd8448eb211c80319c", span_id: "b7ad6b7169203331" };
    expect(families.find(({ name }) => name === "orders")?.samples[0]?.exemplar).toMatchObject({
      labels,
      value: 2,
    });
    const buckets = families.find(({ name }) => name === "wait_seconds")?.samples ?? [];
    const byBound = Object.fromEntries(
      buckets.map(({ labels: { le = "none" }, exemplar }) => [le, exemplar?.value]),
    );
    expect(byBound).toEqual({ "0.5": undefined, "1.0": 0.7, "+Inf": 9, none: undefined });
  });

  it.each(formats)("gives every value back as %s, whatever is in labels and help", async (format) => {
    const anyLabel = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', "\\", "\n", "\\n", '\\"'));
    const samples = fc.uniqueArray(fc.record({ label: anyLabel, value: fc.double({ noNaN: true }) }), {
      selector: ({ label }) => label.toWellFormed(),
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(samples, fc.string({ minLength: 1 }), async (written, help) => {
        const started = startMeters();
        const gauge = started.meters.for("shop").gauge({ name: "any_gauge", help, labels: ["label"] });
        for (const { label, value } of written) gauge.set(value, { label });
        const family = (await scrape(started, format)).find(({ name }) => name === "any_gauge");
        const read = family?.samples.map(({ labels, value }) => [labels.label, value]);
        expect(read).toEqual(
          written.map(({ label, value }) => [label.toWellFormed(), value === 0 ? 0 : value]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("writes cumulative buckets that end in the count", async () => {
    const observed = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(observed, async (values) => {
        const started = startMeters();
        const histogram = started.meters
          .for("shop")
          .histogram({ name: "h_seconds", help: "h", buckets: [0.1, 1, 10] });
        for (const value of values) histogram.record(value, {});
        const samples =
          (await scrape(started, "openmetrics")).find(({ name }) => name === "h_seconds")?.samples ?? [];
        const upTo = (bound: number) => values.filter((value) => value <= bound).length;
        const read = samples.map(({ name, labels, value }) => [name, labels.le, value]);
        const sum = values.reduce((total, value) => total + value, 0);
        const expected = [
          ["h_seconds_bucket", "0.1", upTo(0.1)],
          ["h_seconds_bucket", "1.0", upTo(1)],
          ["h_seconds_bucket", "10.0", upTo(10)],
          ["h_seconds_bucket", "+Inf", values.length],
          ["h_seconds_sum", undefined, sum],
          ["h_seconds_count", undefined, values.length],
        ];
        expect(read).toEqual(values.length > 0 ? expected : []);
      }),
      { numRuns: 40 },
    );
  });
});
