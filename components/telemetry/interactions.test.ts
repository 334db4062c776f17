import { describe, expect, test } from "vitest";
import { BrowserReport, type BrowserSpan } from "#lib/contract/browser-report.ts";
import { Interactions } from "./interactions.ts";

/** A browser whose time passes when the test says so. */
function startPage() {
  let nowMs = 1_000_000;
  const timers: { atMs: number; then: () => void }[] = [];
  const told: BrowserSpan[] = [];
  let lost = 0;
  const interactions = new Interactions({
    nowMs: () => nowMs,
    page: () => "/shop/merch",
    later: (ms, then) => void timers.push({ atMs: nowMs + ms, then }),
    emit: (spans) => void told.push(...spans),
    lose: (count) => {
      lost += count;
    },
  });
  const pass = (ms: number) => {
    const untilMs = nowMs + ms;
    for (;;) {
      timers.sort((one, other) => one.atMs - other.atMs);
      const [next] = timers;
      if (!next || next.atMs > untilMs) break;
      timers.shift();
      nowMs = Math.max(nowMs, next.atMs);
      next.then();
    }
    nowMs = untilMs;
  };
  /** Time passes, and nobody is woken by it. */
  const sleep = (ms: number) => {
    nowMs += ms;
  };
  const click = (target = "add to cart") => interactions.clicked(target, nowMs);
  const ask = (path = "/api/cart/items", method = "POST") =>
    interactions.follow({ method, path, toPage: false });
  const askPage = (path: string) => interactions.follow({ method: "GET", path, toPage: true });
  return {
    interactions,
    keeper: interactions.keeper,
    pass,
    sleep,
    click,
    ask,
    askPage,
    told,
    lost: () => lost,
  };
}

const kinds = (spans: readonly BrowserSpan[]) => spans.map(({ what }) => what);

describe("what a click leads to", () => {
  test("is one trace: the click, and within it the request whose id the server is told", () => {
    const page = startPage();
    page.click();
    const followed = page.ask();
    page.pass(80);
    followed?.end(500);
    page.pass(1_000);
    const [click, request] = page.told;
    expect(page.told).toHaveLength(2);
    expect(click).toMatchObject({ what: "click", target: "add to cart", parentSpanId: null, durationMs: 80 });
    expect(request).toMatchObject({
      what: "request",
      traceId: click?.traceId,
      parentSpanId: click?.spanId,
      path: "/api/cart/items",
      status: 500,
    });
    expect(followed?.traceparent).toBe(`00-${click?.traceId}-${request?.spanId}-01`);
    const report = { sentAtMs: 0, pageLoad: null, spans: page.told, vitals: [], lost: 0 };
    expect(BrowserReport.safeParse(report).error).toBeUndefined();
  });

  test("that asks for nothing is not told", () => {
    const page = startPage();
    page.click();
    page.pass(5_000);
    expect(page.told).toEqual([]);
  });

  test("takes in what is asked with the first answer in hand, and what waited for another click", () => {
    const page = startPage();
    page.click();
    const cause = page.keeper.current();
    page.ask()?.end(500);
    page.pass(100);
    expect(page.keeper.current()).toBeUndefined();
    page.keeper.resume(cause as NonNullable<typeof cause>);
    page.ask("/api/cart", "GET")?.end(200);
    page.pass(1_000);
    expect(kinds(page.told)).toEqual(["click", "request", "request"]);
    expect(new Set(page.told.map(({ traceId }) => traceId)).size).toBe(1);
  });

  test("does not take in what a page asks by itself later on", () => {
    const page = startPage();
    page.click();
    page.pass(51);
    expect(page.ask("/api/services", "GET")).toBeUndefined();
  });

  test("may be another page, however late the router asks for it and shows it", () => {
    const page = startPage();
    page.click("link");
    page.pass(800);
    page.askPage("/shop/merch/cart")?.end(200);
    page.pass(1_000);
    page.interactions.arrived("/shop/merch/cart");
    page.interactions.arrived("/shop/merch");
    expect(kinds(page.told)).toEqual(["click", "request", "navigation"]);
    expect(page.told[2]).toMatchObject({
      page: "/shop/merch/cart",
      durationMs: 1_800,
      parentSpanId: page.told[0]?.spanId,
    });
  });

  test("may be an error, whose trace is there then even if nothing was asked for", () => {
    const page = startPage();
    page.click();
    expect(page.interactions.trace()?.traceId).toMatch(/^[0-9a-f]{32}$/);
    page.pass(100);
    expect(page.interactions.trace()).toBeUndefined();
    page.pass(10_000);
    expect(kinds(page.told)).toEqual(["click"]);
  });

  test("is told when the page goes, without what has no answer yet", () => {
    const page = startPage();
    page.click();
    page.ask()?.end(200);
    page.ask();
    page.interactions.closeAll();
    expect(kinds(page.told)).toEqual(["click", "request"]);
  });
});

describe("a request", () => {
  test("without an answer says so; one that was given up says nothing", () => {
    const page = startPage();
    page.click();
    page.ask()?.end(undefined);
    page.ask()?.end(undefined, { left: true });
    page.pass(1_000);
    expect(page.told.slice(1)).toMatchObject([{ what: "request", status: null }]);
  });

  test("that telemetry must not know of takes the whole click with it", () => {
    const page = startPage();
    page.click("button");
    page.ask("/api/topology", "GET")?.end(200);
    expect(page.ask("/api/faults")).toBeUndefined();
    expect(page.ask("/api/faults/kinds", "GET")).toBeUndefined();
    page.interactions.arrived("/room");
    page.pass(1_000);
    expect(page.told).toEqual([]);
    expect(page.interactions.trace()).toBeUndefined();
  });

  test("without end, at an address without end, is told as far as the server takes it", () => {
    const page = startPage();
    const address = `/shop/${"a".repeat(400)}`;
    page.click();
    const endless = page.ask(address);
    page.askPage(address)?.end(200);
    page.pass(700_000);
    page.interactions.arrived(address);
    endless?.end(200);
    expect(kinds(page.told)).toEqual(["click", "request", "navigation", "request"]);
    const report = { sentAtMs: 0, pageLoad: null, spans: page.told, vitals: [], lost: 0 };
    expect(BrowserReport.safeParse(report).error).toBeUndefined();
  });

  test("that a machine sleeps over makes no click that the server would not take", () => {
    const page = startPage();
    page.click();
    page.pass(40);
    const followed = page.ask();
    page.sleep(3_600_000);
    followed?.end(200);
    page.pass(1_000);
    expect(page.told.map(({ durationMs }) => durationMs)).toEqual([600_000, 600_000]);
  });

  test("beyond twenty of a click is sent as it is", () => {
    const page = startPage();
    page.click();
    const followed = Array.from({ length: 21 }, () => page.ask());
    expect(followed.filter((one) => one !== undefined)).toHaveLength(20);
  });
});

test("who clicks without end is followed for a while, and the rest is counted", () => {
  const page = startPage();
  for (let nth = 0; nth < 35; nth += 1) {
    page.click();
    page.ask()?.end(200);
    page.pass(300);
  }
  expect(page.told.filter(({ what }) => what === "click")).toHaveLength(30);
  expect(page.lost()).toBe(5);
  page.pass(60_000);
  page.click();
  expect(page.ask()).toBeDefined();
});
