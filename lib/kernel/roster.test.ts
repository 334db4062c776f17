import fc from "fast-check";
import { expect, test } from "vitest";
import { createRoster } from "./roster.ts";

test("whoever came and has not left is present, in whatever order they leave", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), (steps) => {
      const roster = createRoster<number>();
      const present = new Map<number, () => void>();
      for (const who of steps) {
        const leave = present.get(who);
        if (leave) {
          leave();
          present.delete(who);
        } else present.set(who, roster.add(who));
        expect([...roster.all()].sort()).toEqual([...present.keys()].sort());
        expect(roster.size()).toBe(present.size);
      }
    }),
  );
});

test("leaving twice takes nobody else off", () => {
  const roster = createRoster<string>();
  const leave = roster.add("first");
  roster.add("second");
  leave();
  leave();
  expect(roster.all()).toEqual(["second"]);
});
