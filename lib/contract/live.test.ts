import { expect, test } from "vitest";
import { FeedRequest, feedNames } from "./live.ts";

test.each(feedNames)("the feed %s can be asked for", (feed) => {
  expect(FeedRequest.safeParse({ feed }).success).toBe(true);
});

test.each([
  null,
  undefined,
  "process",
  {},
  { feed: "other" },
  { feed: "__proto__" },
  { feed: ["process"] },
  { feed: "process", seq: 1 },
])("%j is not a request for a feed", (request) => {
  expect(FeedRequest.safeParse(request).success).toBe(false);
});
