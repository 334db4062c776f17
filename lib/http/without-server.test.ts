import { expect, test } from "vitest";
import { GET } from "#app/health/route.ts";

test("an endpoint of a deployment without its server says so, instead of failing", async () => {
  const answer = await GET(new Request("http://localhost/health"));
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    code: "unavailable",
    detail: expect.stringContaining("npm start"),
  });
});
