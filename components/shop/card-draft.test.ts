import { describe, expect, test } from "vitest";
import { cardProblems, checkCard, writeExpiry, writeNumber } from "./card-draft.ts";

const atEnd = (text: string) => ({ text, caret: text.length });

describe("a card number", () => {
  test("is written in fours, whatever was pasted", () => {
    expect(writeNumber(atEnd("4242-4242 42424242")).text).toBe("4242 4242 4242 4242");
  });

  test("ends with its nineteenth digit", () => {
    expect(writeNumber(atEnd("1".repeat(30))).text.replaceAll(" ", "")).toHaveLength(19);
  });

  test("keeps the caret behind the digit that was just typed in the middle", () => {
    expect(writeNumber({ text: "42942 4242", caret: 3 })).toEqual({ text: "4294 2424 2", caret: 3 });
    expect(writeNumber({ text: "42429 4242", caret: 5 })).toEqual({ text: "4242 9424 2", caret: 6 });
  });
});

describe("an expiry", () => {
  test.each([
    ["1", "", "1"],
    ["9", "", "09/"],
    ["12", "1", "12/"],
    ["12/2", "12/", "12/2"],
    ["1/", "1", "01/"],
    ["1227", "", "12/27"],
    ["12 / 27", "", "12/27"],
  ])("%j after %j becomes %j", (text, before, written) => {
    expect(writeExpiry(atEnd(text), before).text).toBe(written);
  });

  test("lets its slash be deleted", () => {
    expect(writeExpiry(atEnd("12"), "12/").text).toBe("12");
  });
});

describe("what is wrong with a card", () => {
  test("is nothing for one that can be charged", async () => {
    expect(await checkCard({ number: "4242 4242 4242 4242", expiry: "12/34", cvc: "123" })).toEqual({});
  });

  test("is said for each field, also where a digit was mistyped", async () => {
    expect(
      Object.keys(await checkCard({ number: "4242 4242 4242 4241", expiry: "13/34", cvc: "1" })),
    ).toEqual(["number", "expiry", "cvc"]);
  });

  test("is read from the server's paths, and what is no field of the card is left out", () => {
    expect(Object.keys(cardProblems(["body.card.cvc", "body.tenant"]))).toEqual(["cvc"]);
  });
});
