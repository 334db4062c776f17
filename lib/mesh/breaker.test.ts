import { describe, expect, test } from "vitest";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createBreaker } from "./breaker.ts";

function setUp() {
  const clock = createVirtualClock({ startMs: 0 });
  const heard: string[] = [];
  const breaker = createBreaker({ clock, onChange: (state) => heard.push(state) });
  const admits = () => breaker.admit() !== undefined;
  const admitted = () => {
    const permit = breaker.admit();
    if (permit === undefined) throw new Error("not admitted");
    return permit;
  };
  const finish = (outcomes: string) => {
    for (const outcome of outcomes) {
      const permit = admitted();
      if (outcome === "+") breaker.succeeded(permit);
      else breaker.failed(permit);
    }
  };
  const pass = (ms: number) => clock.run(clock.nowMs() + ms);
  return { breaker, admits, admitted, heard, finish, pass };
}

const enoughFailures = "-".repeat(20);

describe("a circuit breaker", () => {
  test("opens at the twentieth outcome when half of them are bad", () => {
    const { breaker, admits, heard, finish } = setUp();
    finish("+-+-+-+-+-+-+-+-+-+");
    expect(breaker.state()).toBe("closed");
    finish("-");
    expect(breaker.state()).toBe("open");
    expect(admits()).toBe(false);
    expect(heard).toEqual(["open"]);
  });

  test("stays closed while less than half of the last calls fail", () => {
    const { breaker, finish } = setUp();
    finish("+-+-+-+++-".repeat(20));
    expect(breaker.state()).toBe("closed");
  });

  test("judges the last thirty calls and not those before", () => {
    const { breaker, finish } = setUp();
    finish("+".repeat(200));
    finish("-".repeat(14));
    expect(breaker.state()).toBe("closed");
    finish("-");
    expect(breaker.state()).toBe("open");
  });

  test("says how long it refuses still: until its probe, and not at all while it is closed", async () => {
    const { breaker, finish, pass } = setUp();
    expect(breaker.probeInMs()).toBe(0);
    finish(enoughFailures);
    expect(breaker.probeInMs()).toBe(5_000);
    await pass(1_200);
    expect(breaker.probeInMs()).toBe(3_800);
    await pass(10_000);
    expect(breaker.probeInMs()).toBe(0);
  });

  test("lets exactly one probe through after five seconds", async () => {
    const { breaker, admits, heard, finish, pass } = setUp();
    finish(enoughFailures);
    await pass(4_999);
    expect(admits()).toBe(false);
    await pass(1);
    expect(breaker.state()).toBe("half-open");
    expect([admits(), admits(), admits()]).toEqual([true, false, false]);
    expect(heard).toEqual(["open", "half-open"]);
  });

  test("is closed by a good probe, with its bad past forgotten", async () => {
    const { breaker, heard, finish, pass } = setUp();
    finish(enoughFailures);
    await pass(5_000);
    finish("+");
    expect(breaker.state()).toBe("closed");
    finish("-".repeat(19));
    expect(breaker.state()).toBe("closed");
    expect(heard).toEqual(["open", "half-open", "closed"]);
  });

  test("is opened for as long again by a bad probe", async () => {
    const { breaker, admits, heard, finish, pass } = setUp();
    finish(enoughFailures);
    await pass(5_000);
    finish("-");
    await pass(4_999);
    expect(breaker.state()).toBe("open");
    await pass(1);
    expect(admits()).toBe(true);
    expect(heard).toEqual(["open", "half-open", "open", "half-open"]);
  });

  test("does not wait for ever for a probe whose outcome never comes, and believes it when it comes late", async () => {
    const { breaker, admits, admitted, pass, finish } = setUp();
    finish(enoughFailures);
    await pass(5_000);
    const slow = admitted();
    await pass(4_999);
    expect(admits()).toBe(false);
    await pass(1);
    expect([admits(), admits()]).toEqual([true, false]);
    breaker.succeeded(slow);
    expect(breaker.state()).toBe("closed");
  });

  test("lets the next call through when a probe is given back without a verdict", async () => {
    const { breaker, admits, admitted, heard, pass, finish } = setUp();
    finish(enoughFailures);
    await pass(5_000);
    breaker.abandoned(admitted());
    expect([admits(), admits()]).toEqual([true, false]);
    expect(heard).toEqual(["open", "half-open"]);
  });

  test("counts no call that was given back", () => {
    const { breaker, admitted, finish } = setUp();
    finish("-".repeat(19));
    for (let nth = 0; nth < 30; nth += 1) breaker.abandoned(admitted());
    expect(breaker.state()).toBe("closed");
    finish("-");
    expect(breaker.state()).toBe("open");
  });

  test.each([
    ["well", true],
    ["badly", false],
  ])("does not take a call from before it opened for its probe, ended it %s", async (_how, good) => {
    const { breaker, admits, admitted, heard, finish, pass } = setUp();
    const [before, alsoBefore] = [admitted(), admitted()];
    const end = good ? breaker.succeeded : breaker.failed;
    finish(enoughFailures);
    end(before);
    await pass(5_000);
    expect(admits()).toBe(true);
    end(alsoBefore);
    breaker.abandoned(alsoBefore);
    expect(breaker.state()).toBe("half-open");
    expect(admits()).toBe(false);
    expect(heard).toEqual(["open", "half-open"]);
  });

  test("does not hold a call from before it opened against a callee that has recovered since", async () => {
    const { breaker, admitted, finish, pass } = setUp();
    const before = Array.from({ length: 20 }, admitted);
    finish(enoughFailures);
    await pass(5_000);
    finish("+");
    for (const permit of before) breaker.failed(permit);
    expect(breaker.state()).toBe("closed");
  });
});
