import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ServiceError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";

let mesh: SmallMesh;
let announced: number;

beforeEach(() => {
  announced = 0;
  mesh = startSmallMesh({
    services: [
      { id: "front", dependencies: [{ to: "back", retries: 0, timeoutMs: 400 }] },
      { id: "back", slowMs: 200 },
      { id: "aside" },
    ],
    work: {
      front: (ctx, input) => ctx.call(operation("back"), input),
      back: async (ctx, input) => {
        if (input === "bad") throw new ServiceError(500, "no");
        if (input === "refused") throw new ServiceError(409, "no");
        await ctx.clock.sleep(input === "slow" ? 300 : 5, ctx.signal);
      },
    },
  });
  mesh.mesh.onStatusChange(() => {
    announced += 1;
  });
});
afterEach(() => mesh.close());

const status = (service = "back") => mesh.mesh.service(service).status;
const path = (service: string) => mesh.mesh.changes(service).map(({ from, to }) => `${from} -> ${to}`);

/** Calls one after the other, four times a second, with a judgement after each as at a tick. */
async function call(times: number, input: string, service = "back") {
  for (let nth = 0; nth < times; nth += 1) {
    const { reply } = mesh.start(service, { input });
    await mesh.pass(250);
    mesh.mesh.judge();
    await mesh.pass(100);
    await reply;
  }
}
async function quiet(seconds: number) {
  for (let tick = 0; tick < seconds * 4; tick += 1) {
    await mesh.pass(250);
    mesh.mesh.judge();
  }
}

describe("the probes", () => {
  test("find out within 0.3 s that nobody is there, without a single call", async () => {
    await mesh.pass(1_037);
    const armedMs = mesh.clock.nowMs();
    mesh.arm("outage", "aside", { durationSeconds: 30 });
    await mesh.pass(300);
    expect(status("aside")).toBe("failed");
    const [change] = mesh.mesh.changes("aside");
    expect(change).toMatchObject({ service: "aside", from: "healthy", to: "failed" });
    expect(Date.parse(change?.at ?? "") - armedMs).toBeLessThanOrEqual(300);
    expect(mesh.mesh.service("aside").sinceMs).toBe(Date.parse(change?.at ?? ""));
    expect(announced).toBe(1);
  });

  test("find out that it is back, which is believed when it has lasted three seconds", async () => {
    mesh.arm("outage", "aside", { durationSeconds: 5 });
    await mesh.pass(5_150);
    expect(path("aside")).toEqual(["healthy -> failed"]);
    await quiet(2.5);
    expect(path("aside")).toEqual(["healthy -> failed"]);
    await quiet(1);
    expect(path("aside")).toEqual(["failed -> healthy", "healthy -> failed"]);
    expect(announced).toBe(2);
  });

  test("do not make a service flicker that comes and goes", async () => {
    for (let round = 0; round < 5; round += 1) {
      mesh.arm("outage", "aside", { durationSeconds: 1 });
      await quiet(2.5);
    }
    expect(path("aside")).toEqual(["healthy -> failed"]);
  });

  test("notice a service that takes everything and answers nothing", async () => {
    mesh.arm("hang", "aside");
    await mesh.pass(300);
    expect(status("aside")).toBe("failed");
  });

  test("are not misled by work that began before and still ended well", async () => {
    const { reply } = mesh.start("back", { input: "slow" });
    await mesh.pass(60);
    mesh.arm("outage", "back", { durationSeconds: 30 });
    await mesh.pass(300);
    expect((await reply).status).toBe(200);
    expect(status()).toBe("failed");
    await quiet(1);
    expect(status()).toBe("failed");
  });

  test("forgive one missed answer", async () => {
    await mesh.pass(50);
    mesh.arm("outage", "aside", { durationSeconds: 0.1 });
    await quiet(2);
    expect(mesh.mesh.changes()).toEqual([]);
  });

  test("do not overrule the callers that are served", async () => {
    // Which part of the visitors is hit differs from one time to the next; here the probes belong to it.
    let fault = mesh.arm("outage", "back", { share: 0.5 });
    while (mesh.mesh.host.answers("back")) {
      mesh.faults.remove(fault.id);
      fault = mesh.arm("outage", "back", { share: 0.5 });
    }
    const served: string[] = [];
    for (let visitor = 0; visitor < 20; visitor += 1) {
      const visitorId = `visitor-${visitor}`;
      if ((await mesh.ask("back", { visitorId })).status === 200) served.push(visitorId);
    }
    const rounds = async (seconds: number) => {
      for (let nth = 0; nth < seconds * 4; nth += 1) {
        const visitorId = served[nth % served.length];
        await mesh.ask("back", { visitorId });
        await mesh.pass(240);
        mesh.mesh.judge();
      }
    };
    await rounds(15);
    expect(status()).toBe("healthy");
  });

  test("stop with the mesh", async () => {
    mesh.mesh.close();
    mesh.arm("outage", "aside");
    await mesh.pass(1_000);
    expect(mesh.mesh.changes()).toEqual([]);
  });
});

describe("calls that fail", () => {
  test("make a service failed: half of at least four within three seconds", async () => {
    await call(3, "bad");
    expect(status()).not.toBe("failed");
    await call(1, "bad");
    expect(status()).toBe("failed");
  });

  test("make it failed although it has a good past: what counts is how it is now", async () => {
    await call(40, "good");
    await call(6, "bad");
    expect(status()).toBe("failed");
  });

  test("make it degraded when they are at least three and one in twenty", async () => {
    await call(22, "good");
    await call(2, "bad");
    expect(status()).toBe("healthy");
    await call(1, "bad");
    expect(status()).toBe("degraded");
  });

  test("are no news when they are single: a natural error now and then does not flap", async () => {
    for (let minute = 0; minute < 5; minute += 1) {
      await call(20, "good");
      await call(1, "bad");
      await call(12, "good");
      await call(1, "bad");
      await quiet(8);
      await call(1, "bad");
      await quiet(20);
    }
    expect(mesh.mesh.changes()).toEqual([]);
  });

  test("are chance when they are two, also when nobody else called", async () => {
    await call(2, "good");
    await call(2, "bad");
    expect(mesh.mesh.changes()).toEqual([]);
    await call(1, "bad");
    expect(status()).toBe("failed");
  });

  test("are not those that were refused", async () => {
    await call(20, "refused");
    expect(mesh.mesh.changes()).toEqual([]);
  });

  test("harm the callers who depend on it, and nobody else", async () => {
    await call(12, "bad", "front");
    expect(status("back")).toBe("failed");
    expect(status("front")).toBe("failed");
    expect(status("aside")).toBe("healthy");
  });
});

describe("slow calls", () => {
  test("make a service degraded when their mean is above what is usual there", async () => {
    await call(2, "slow");
    expect(status()).toBe("healthy");
    await call(1, "slow");
    await mesh.pass(100);
    mesh.mesh.judge();
    expect(status()).toBe("degraded");
  });

  test("that are few among fast ones do not", async () => {
    await call(20, "good");
    await call(4, "slow");
    expect(mesh.mesh.changes()).toEqual([]);
  });
});

describe("an ill service", () => {
  test("gets well by calls that go well, step by step", async () => {
    await call(6, "bad");
    expect(status()).toBe("failed");
    await call(40, "good");
    expect(status()).toBe("healthy");
    expect(path("back")).toEqual(["degraded -> healthy", "failed -> degraded", ...path("back").slice(2)]);
    expect(announced).toBe(mesh.mesh.changes().length);
  });

  test("that is only degraded does not count as failed for one bad call, nor for two", async () => {
    await call(3, "slow");
    await quiet(11);
    expect(status()).toBe("degraded");
    await call(2, "bad");
    expect(status()).toBe("degraded");
    await call(2, "bad");
    expect(status()).toBe("failed");
  });

  test("that failed stays so with little evidence", async () => {
    await call(6, "bad");
    await quiet(11);
    await call(1, "bad");
    expect(path("back")).not.toContain("failed -> degraded");
  });

  test("does not get well by silence, until a minute has passed", async () => {
    await call(6, "bad");
    await quiet(55);
    expect(status()).toBe("failed");
    await quiet(8);
    expect(status()).toBe("healthy");
  });

  test("stays ill while the one caller that asks now and then is still harmed", async () => {
    await call(6, "bad");
    for (let round = 0; round < 6; round += 1) {
      await quiet(20);
      await call(1, "bad");
    }
    expect(path("back").filter((change) => change.endsWith("healthy"))).toEqual([]);
  });
});

test("changes are listed newest first, for one service or for all, and each is announced once", async () => {
  const stop = mesh.mesh.onStatusChange(() => {
    announced += 100;
  });
  mesh.arm("outage", "aside", { durationSeconds: 2 });
  await mesh.pass(1_000);
  mesh.mesh.judge();
  mesh.mesh.judge();
  expect(announced).toBe(101);
  stop();
  await quiet(6);
  await call(6, "bad");
  const all = mesh.mesh.changes();
  const times = all.map(({ at }) => Date.parse(at));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(all.at(-1)).toMatchObject({ service: "aside", to: "failed" });
  expect(all[0]).toMatchObject({ service: "back" });
  expect(mesh.mesh.changes("aside")).toEqual(all.filter(({ service }) => service === "aside"));
  expect(announced).toBe(100 + all.length);
});
