import { describe, expect, test } from "vitest";
import { countedTitle, firingIcon } from "./firing-icon.ts";
import { graveIds, isNews } from "./grave-news.ts";
import { alertNamed } from "./testing/alert-named.ts";

describe("the title", () => {
  test.each([
    ["Alerts · Faultmart", 3, "(3) Alerts · Faultmart"],
    ["(3) Alerts · Faultmart", 12, "(12) Alerts · Faultmart"],
    ["(12) Alerts · Faultmart", 0, "Alerts · Faultmart"],
  ])("%s with %i firing is %s", (title, count, counted) => expect(countedTitle(title, count)).toBe(counted));
});

test("the icon has the number in it, up to a hundred", () => {
  expect(decodeURIComponent(firingIcon(7, "cherry"))).toContain(">7<");
  expect(decodeURIComponent(firingIcon(5_000, "yellow"))).toContain(">99+<");
});

describe("what is heard", () => {
  const heard = (...before: Parameters<typeof graveIds>[0]) => graveIds(before);
  const grave = alertNamed("a", { severity: "cherry" });

  test("is a grave one that was not there, or that was not grave", () => {
    expect(isNews(heard(), heard(grave))).toBe(true);
    expect(isNews(heard({ ...grave, severity: "yellow" }), heard(grave))).toBe(true);
  });

  test("is nothing that a page found when it opened, that is known, or that somebody has seen to", () => {
    expect(isNews(undefined, heard(grave))).toBe(false);
    expect(isNews(heard(grave), heard(grave))).toBe(false);
    expect(isNews(heard(), heard({ ...grave, severity: "red" }))).toBe(false);
    expect(isNews(heard(), heard({ ...grave, state: "silenced" }))).toBe(false);
    expect(isNews(heard(), heard({ ...grave, inhibitedBy: { id: "b", title: "cause" } }))).toBe(false);
  });
});
