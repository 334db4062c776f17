import { describe, expect, it } from "vitest";
import { startMeters } from "../testing/meters-under-test.ts";

const requests = { name: "requests_total", help: "Requests", labels: ["status"] } as const;

describe("a meter", () => {
  it("labels what each service measures with its name, unless told not to", async () => {
    const { meters, family } = startMeters();
    meters.for("payment-service").counter(requests).add(2, { status: "200" });
    meters.for("auth-service").counter(requests).add(1, { status: "200" });
    const bare = {
      name: "bisney_requests_total",
      help: "Requests",
      labels: ["tenant_id"],
      serviceLabel: false,
    };
    meters.for("shop").counter(bare).add(1, { tenant_id: "merch" });
    expect((await family("requests_total"))?.series).toMatchObject([
      { labels: { service: "payment-service", status: "200" }, value: 2 },
      { labels: { service: "auth-service", status: "200" }, value: 1 },
    ]);
    expect((await family("bisney_requests_total"))?.series).toMatchObject([
      { labels: { tenant_id: "merch" }, value: 1 },
    ]);
  });

  it("gives the same metric when asked twice", async () => {
    const { meters, family } = startMeters();
    meters.for("shop").counter(requests).add(1, { status: "200" });
    meters.for("shop").counter(requests).add(1, { status: "200" });
    expect((await family("requests_total"))?.series).toMatchObject([{ value: 2 }]);
  });

  it("refuses another shape under a name that is taken", () => {
    const { meters } = startMeters();
    const meter = meters.for("shop");
    meter.counter(requests);
    expect(() => meter.gauge(requests)).toThrow("The metric requests_total exists with another shape");
    expect(() => meter.counter({ ...requests, labels: ["code"] })).toThrow("exists with another shape");
    meter.histogram({ name: "duration_seconds", help: "h", buckets: [1, 2] });
    expect(() => meter.histogram({ name: "duration_seconds", help: "h", buckets: [1, 3] })).toThrow(
      "another shape",
    );
  });

  it("refuses a counter and a gauge that OpenMetrics could not tell apart", () => {
    const { meters } = startMeters();
    meters.for("shop").gauge({ name: "requests", help: "g" });
    expect(() => meters.for("shop").counter(requests)).toThrow("would share the OpenMetrics family requests");
  });

  it("records the same through a series that is kept as through its labels", async () => {
    const { meters, family, overflowed } = startMeters(1);
    const durations = { name: "duration_seconds", help: "h", labels: ["status"], buckets: [1, 2] };
    const histogram = meters.for("shop").histogram(durations);
    const kept = histogram.series({ status: "200" });
    kept.record(0.5);
    histogram.record(1.5, { status: "200" });
    kept.record(9);
    const beyond = histogram.series({ status: "500" });
    beyond.record(1);
    beyond.record(1);
    expect((await family("duration_seconds"))?.series).toMatchObject([
      { labels: { service: "shop", status: "200" }, cumulative: [1, 2, 3], sum: 11, count: 3 },
      { labels: { service: "overflow", status: "overflow" }, cumulative: [2, 2, 2], sum: 2, count: 2 },
    ]);
    expect(overflowed).toEqual(["duration_seconds", "duration_seconds"]);
  });

  it("lets a metric have no more series than its limit, whichever service adds them", async () => {
    const { meters, family, overflowed } = startMeters(3);
    for (let count = 0; count < 5; count += 1) {
      meters
        .for(`service-${count % 2}`)
        .counter(requests)
        .add(1, { status: String(count) });
    }
    const series = (await family("requests_total"))?.series ?? [];
    expect(series).toHaveLength(4);
    expect(series.at(-1)).toMatchObject({ labels: { service: "overflow", status: "overflow" }, value: 2 });
    expect(overflowed).toEqual(["requests_total", "requests_total"]);
  });

  it("ignores values that would spoil a metric for good, and says so", async () => {
    const { meters, family, invalid } = startMeters();
    const counter = meters.for("shop").counter(requests);
    counter.add(1, { status: "200" });
    for (const value of [Number.NaN, -1, Number.POSITIVE_INFINITY]) counter.add(value, { status: "200" });
    meters
      .for("shop")
      .histogram({ name: "wait_seconds", help: "h", buckets: [1] })
      .record(Number.NaN, {});
    expect((await family("requests_total"))?.series).toMatchObject([{ value: 1 }]);
    expect(invalid).toEqual(["requests_total", "requests_total", "requests_total", "wait_seconds"]);
  });

  it("reads an observed gauge only when somebody looks, from every service that offers it", async () => {
    const { meters, family } = startMeters();
    let looks = 0;
    const queue = { name: "queue_length", help: "Waiting", labels: ["queue"] };
    for (const service of ["shop", "mail"]) {
      meters.for(service).observedGauge(queue, () => {
        looks += 1;
        return [{ value: looks, labels: { queue: "out" } }];
      });
    }
    expect(looks).toBe(0);
    await family("queue_length");
    expect((await family("queue_length"))?.series).toMatchObject([
      { labels: { service: "shop", queue: "out" }, value: 3 },
      { labels: { service: "mail", queue: "out" }, value: 4 },
    ]);
  });

  it("forgets what an observed gauge no longer reports", async () => {
    const { meters, family } = startMeters();
    let states = ["open", "closed"];
    meters
      .for("shop")
      .observedGauge({ name: "doors", help: "d", labels: ["state"] }, () =>
        states.map((state) => ({ value: 1, labels: { state } })),
      );
    expect((await family("doors"))?.series).toHaveLength(2);
    states = ["closed"];
    expect((await family("doors"))?.series).toMatchObject([{ labels: { state: "closed" } }]);
  });

  it("loses only the gauge whose reading fails", async () => {
    const { meters, family, unreadable } = startMeters();
    meters.for("shop").observedGauge({ name: "broken", help: "b" }, () => {
      throw new Error("no");
    });
    meters.for("shop").gauge({ name: "sound", help: "s" }).set(1, {});
    expect((await family("sound"))?.series).toMatchObject([{ value: 1 }]);
    expect((await family("broken"))?.series).toEqual([]);
    expect(unreadable).toContain("broken");
  });
});
