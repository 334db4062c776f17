import { describe, expect, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import { nineServices } from "#lib/services/topology.ts";
import { checkCaller, checkReporter } from "./mesh-access.ts";

const token = "a-secret-of-more-than-32-characters";
const near = "127.0.0.1";
const far = "192.0.2.7";
const elsewhere = { SERVICE_URLS: "payment-service=http://127.0.0.1:8004" };
const services = new Map(nineServices.map((one) => [one.id, one]));

function ask(environment: Record<string, string>, peer: string, sent?: string) {
  const headers = { "x-forwarded-for": peer, ...(sent === undefined ? {} : { "x-mesh-token": sent }) };
  return {
    config: loadConfig(environment),
    request: new Request("http://localhost/", { method: "POST", headers }),
    mesh: { topology: { services } },
  };
}
const refused = (code: string, advice: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(advice) });

describe("without a secret", () => {
  test.each([near, "127.1.2.3", "::1", "::ffff:127.0.0.1"])("a report from %s is taken", (peer) => {
    checkReporter(ask(elsewhere, peer));
  });

  test.each([far, "10.0.0.5", "::ffff:192.0.2.7", "2001:db8::1", "127.0.0.1.example.com", ""])(
    "a report from '%s' is refused with the way to let it in",
    (peer) => {
      expect(() => checkReporter(ask(elsewhere, peer))).toThrow(refused("forbidden", /MESH_TOKEN/));
    },
  );

  test.each(["db-service", "cache-service"])("%s answers to nobody while all services are here", (id) => {
    for (const environment of [{}, { SERVICE_URLS: "*=http://127.0.0.1:3000" }])
      expect(() => checkCaller(ask(environment, near), id)).toThrow(refused("not_found", /SERVICE_URLS/));
  });

  test.each(["db-service", "cache-service"])("%s answers to this machine while one runs elsewhere", (id) => {
    checkCaller(ask(elsewhere, near), id);
    expect(() => checkCaller(ask(elsewhere, far), id)).toThrow(refused("forbidden", /MESH_TOKEN/));
  });

  test("the other services answer to everybody", () => {
    checkCaller(ask({}, far), "api-gateway");
  });
});

describe("with a secret", () => {
  const environment = { ...elsewhere, MESH_TOKEN: token };

  test("whoever sends it is welcome, wherever that is", () => {
    checkReporter(ask(environment, far, token));
    for (const id of ["db-service", "api-gateway"]) checkCaller(ask(environment, far, token), id);
  });

  test.each([undefined, "", "another-secret-of-more-than-32-characters", `${token} `.repeat(2)])(
    "who sends %j is refused, even from this machine, and is not told what it is",
    (sent) => {
      const asked = ask(environment, near, sent);
      const checks = [
        () => checkReporter(asked),
        () => checkCaller(asked, "db-service"),
        () => checkCaller(asked, "api-gateway"),
      ];
      for (const check of checks) {
        expect(check).toThrow(refused("forbidden", /x-mesh-token/));
        expect(check).not.toThrow(new RegExp(token));
      }
    },
  );
});
