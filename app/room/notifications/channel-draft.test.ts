import { describe, expect, test } from "vitest";
import type { Channel } from "#lib/contract/alert-answers.ts";
import { bodyOf, checkDraft, draftOf, problemsOf } from "./channel-draft.ts";

const slack: Channel = {
  id: "1",
  kind: "slack",
  name: "#ops",
  address: "https://hooks.slack.com/…",
  from: "cherry",
  matcher: "kind:vendor",
  enabled: true,
  createdAt: "2031-01-01T00:00:00.000Z",
  sent: 0,
  waiting: 0,
  givenUp: 0,
  lastProblem: null,
};

describe("a channel as it is typed", () => {
  test("leaves an address that is not shown as it is, unless another one is typed", () => {
    const draft = draftOf(slack);
    expect(draft.address).toBe("");
    expect(bodyOf(draft, false)).toEqual({
      name: "#ops",
      from: "cherry",
      matcher: "kind:vendor",
      enabled: true,
    });
    expect(bodyOf({ ...draft, address: " https://a.example/ " }, false)).toMatchObject({
      address: "https://a.example/",
    });
  });

  test("takes a matcher away when its field is emptied", () => {
    expect(bodyOf({ ...draftOf(slack), matcher: " " }, false).matcher).toBeNull();
  });

  test("says what is missing, and where in the filter the mistake is", () => {
    expect(Object.keys(checkDraft(draftOf(undefined), true))).toEqual(["name", "address"]);
    expect(checkDraft(draftOf(slack), false)).toEqual({});
    expect(checkDraft({ ...draftOf(slack), matcher: "severity:awful" }, false).matcher).toMatch(
      /^At character \d+: /,
    );
  });

  test("has the server's mistakes at their fields, and what belongs to none below", () => {
    const fields = [{ path: "body.address", message: "leads nowhere" }];
    expect(problemsOf({ fields, detail: "x" })).toEqual({ address: "leads nowhere" });
    expect(problemsOf({ fields: [], detail: "There are 50 channels" })).toEqual({
      form: "There are 50 channels",
    });
  });
});
