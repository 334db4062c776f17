import { describe, expect, test } from "vitest";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createBreaker } from "./breaker.ts";

function setUp() {
  const clock = createVirtualClock({ startMs: 0 });
  const heard: string[] = [];
  const breaker = createBreaker({ clock, onChange: (state) => heard.push(state) });
  const finish = (outcomes: string) => {
    for (const outcome of outcomes) {
      expect(breaker.admit()).toBe(true);
      if (outcome === "+") breaker.succeeded();
      else breaker.failed();
    }
  };
  const pass = (ms: number) => clock.run(clock.nowMs() + ms);
  return { breaker, heard, finish, pass };
}

const enoughFailures = "-".repeat(20);

describe("a circuit breaker", () => {
  test("opens at the twentieth outcome when half of them are bad", () => {
    const { breaker, heard, finish } = setUp();
    finish("+-+-+-+-+-+-+-+-+-+");
    expect(breaker.state()).toBe("closed");
    finish("-");
    expect(breaker.state()).toBe("open");
    expect(breaker.admit()).toBe(false);
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

  test("lets exactly one probe through after five seconds", async () => {
    const { breaker, heard, finish, pass } = setUp();
    finish(enoughFailures);
    await pass(4_999);
    expect(breaker.admit()).toBe(false);
    await pass(1);
    expect(breaker.state()).toBe("half-open");
    expect([breaker.admit(), breaker.admit(), breaker.admit()]).toEqual([true, false, false]);
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
    const { breaker, heard, finish, pass } = setUp();
    finish(enoughFailures);
    await pass(5_000);
    finish("-");
    await pass(4_999);
    expect(breaker.state()).toBe("open");
    await pass(1);
    expect(breaker.admit()).toBe(true);
    expect(heard).toEqual(["open", "half-open", "open", "half-open"]);
  });

  test("does not wait for ever for a probe whose outcome never comes", async () => {
    const { breaker, pass, finish } = setUp();
    finish(enoughFailures);
    await pass(5_000);
    expect(breaker.admit()).toBe(true);
    await pass(4_999);
    expect(breaker.admit()).toBe(false);
    await pass(1);
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.state()).toBe("closed");
  });

  test("does not care for calls that were under way when it opened", async () => {
    const { breaker, heard, finish, pass } = setUp();
    finish(enoughFailures);
    breaker.succeeded();
    breaker.failed();
    await pass(5_000);
    breaker.succeeded();
    expect(breaker.state()).toBe("half-open");
    expect(heard).toEqual(["open"]);
  });
});
