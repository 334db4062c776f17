import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { allowedValues } from "./kinds.ts";
import { aliases, loadConfig } from "./load.ts";
import { Environment } from "./schema.ts";
import { secrets, wrong } from "./testing/wrong-values.ts";

function refusal(environment: Record<string, string>): string {
  try {
    loadConfig(environment);
  } catch (error) {
    return asAppError(error)?.message ?? `not an AppError: ${error}`;
  }
  return "";
}

/** Where nothing is sent, how to send it is not looked at. */
const sending = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" };

const variables = Object.entries(Environment.shape);

describe("a wrong variable", () => {
  const cases = Object.entries(wrong).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  test.each(cases)(
    '$name="$value" is refused in one line that names it and what is allowed',
    ({ name, value }) => {
      const message = refusal({ ...sending, [name]: value });
      const schema = variables.find(([one]) => one === name)?.[1];
      expect(message).toContain(`${name} must be ${schema && allowedValues(schema)}`);
      expect(message).not.toContain("\n");
      if (!secrets.includes(name)) expect(message).toContain(JSON.stringify(value));
    },
  );

  test("is tried here for every variable that does not take any text", () => {
    const strict = variables.filter(([, schema]) => allowedValues(schema) !== "any text");
    expect(Object.keys(wrong).sort()).toEqual(strict.map(([name]) => name).sort());
  });

  test("is named together with the others that are wrong, each once", () => {
    const message = refusal({ PORT: "x", LOG_LEVEL: "y", CORS_ORIGINS: "a,b,c" });
    for (const name of ["PORT", "LOG_LEVEL", "CORS_ORIGINS"])
      expect(message.split(`${name} must`).length).toBe(2);
  });

  test("with a line break in its value still makes one line", () => {
    expect(refusal({ LOG_LEVEL: "in\nfo" })).not.toContain("\n");
  });

  test("that carries a secret is never echoed, not even in part", () => {
    const secret = fc.string({
      unit: fc.constantFrom(..."abcdefXYZ0123456789"),
      minLength: 12,
      maxLength: 30,
    });
    const shapes = [
      (word: string) => word,
      (word: string) => `mysql://user:${word}@db/shop`,
      (word: string) => `grpc://user:${word}@collector`,
      (word: string) => `authorization ${word}`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...secrets), secret, fc.constantFrom(...shapes), (name, word, shape) => {
        const message = refusal({ ...sending, [name]: shape(word) });
        expect(message).toContain(name);
        expect(message).not.toContain(word);
      }),
    );
  });
});

describe("access to Metabase", () => {
  const whole = {
    METABASE_URL: "https://metabase.example.com",
    METABASE_USERNAME: "watcher@example.com",
    METABASE_PASSWORD: "correct horse",
  };

  test("is taken when it is whole, and left out when there is none of it", () => {
    expect(loadConfig(whole)).toMatchObject(whole);
    expect(loadConfig({}).METABASE_URL).toBeUndefined();
  });

  test.each(Object.keys(whole))("stops the start without %s, and names it", (name) => {
    const message = refusal({ ...whole, [name]: "" });
    expect(message).toContain(`${name} must be set together with`);
    expect(message).not.toMatch(/correct horse|watcher/);
  });
});

describe("what others put into every process", () => {
  const ambient = {
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_METRICS_EXPORTER: "prometheus",
    OTEL_TRACES_EXPORTER: "otlp,console",
    OTEL_SERVICE_NAME: "my shop",
    OTEL_BSP_SCHEDULE_DELAY: "0",
  };

  test("does not stop what sends nothing", () => {
    expect(loadConfig(ambient)).toEqual(loadConfig({}));
    expect(loadConfig({ ...sending, ...ambient, OTEL_SDK_DISABLED: "true" })).toMatchObject({
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    });
  });

  test("still says what it can say there", () => {
    expect(loadConfig({ ...ambient, OTEL_TRACES_EXPORTER: "console" }).OTEL_TRACES_EXPORTER).toBe("console");
  });

  test("is refused for the signals that are sent, and for no others", () => {
    for (const name of Object.keys(ambient)) expect(refusal({ ...sending, ...ambient })).toContain(name);
    const lines = { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "http://localhost:4318/v1/logs" };
    const message = refusal({ ...lines, ...ambient });
    for (const name of ["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SERVICE_NAME"]) expect(message).toContain(name);
    for (const word of ["METRICS", "TRACES", "BSP"]) expect(message).not.toContain(word);
    const others = { OTEL_METRICS_EXPORTER: "none", OTEL_EXPORTER_OTLP_METRICS_HEADERS: "no-value" };
    expect(refusal({ ...sending, ...others })).toBe("");
  });

  test("of endpoints is never ignored", () => {
    expect(refusal({ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "/v1/logs" })).toContain("LOGS_ENDPOINT must be");
  });
});

describe("an alias", () => {
  test("gives its value to the variable it stands for", () => {
    expect(loadConfig({ APP_PORT: "8080" }).PORT).toBe(8080);
  });

  test("yields to the variable itself", () => {
    expect(loadConfig({ APP_PORT: "8080", PORT: "9090" }).PORT).toBe(9090);
  });

  test("is ignored when empty", () => {
    expect(loadConfig({ APP_PORT: "" }).PORT).toBe(3000);
  });

  test("is what the refusal names when it was what was written", () => {
    expect(refusal({ APP_PORT: "x" })).toContain("APP_PORT must be");
    expect(refusal({ APP_PORT: "80", PORT: "x" })).toContain(": PORT must be");
    expect(refusal({ APP_PORT: "80", LOG_LEVEL: "x" })).toContain(": LOG_LEVEL must be");
  });

  test("stands for a variable that exists", () => {
    for (const name of Object.values(aliases)) expect(Environment.shape).toHaveProperty(name);
  });
});

describe("the configuration", () => {
  test("of an empty environment is the defaults: loopback, port 3000, everything embedded", () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ HOST: "127.0.0.1", PORT: 3000, DATA_DIR: "data", LOG_LEVEL: "info" });
    expect(config.DATABASE_URL).toBeUndefined();
    expect(config.CORS_ORIGINS).toEqual([]);
    expect(config.ALLOWED_HOSTS).toEqual(["localhost", "127.0.0.1", "[::1]"]);
  });

  test("takes an empty value for an unset one, whatever the variable", () => {
    const empty = Object.fromEntries(variables.map(([name]) => [name, ""]));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  test("ignores variables that are not its own", () => {
    expect(loadConfig({ PATH: "/bin", __proto__polluted: "x" })).toEqual(loadConfig({}));
  });

  test("reads lists without the spaces and empty places around commas", () => {
    const config = loadConfig({ ALLOWED_HOSTS: " shop.example.com , *.shop.example.com ,, [::1]," });
    expect(config.ALLOWED_HOSTS).toEqual(["shop.example.com", "*.shop.example.com", "[::1]", "127.0.0.1"]);
  });

  test.each([
    ["127.0.0.2", "127.0.0.2"],
    ["::1", "[::1]"],
    ["shop.internal", "shop.internal"],
  ])("answers to the address it listens on: %s", (HOST, name) => {
    expect(loadConfig({ HOST, ALLOWED_HOSTS: "shop.example.com" }).ALLOWED_HOSTS).toEqual([
      "shop.example.com",
      name,
    ]);
  });

  test.each([
    ["0.0.0.0", "127.0.0.1"],
    ["::", "[::1]"],
  ])("answers to its own services when it listens everywhere (%s)", (HOST, name) => {
    expect(loadConfig({ HOST, ALLOWED_HOSTS: "shop.example.com" }).ALLOWED_HOSTS).toEqual([
      "shop.example.com",
      name,
    ]);
  });

  test("reads which services run elsewhere, the others' place under *", () => {
    const given = "payment-service=http://127.0.0.1:8004/, *=https://mesh.example.com/base";
    expect(loadConfig({ SERVICE_URLS: given }).SERVICE_URLS).toEqual({
      "payment-service": "http://127.0.0.1:8004",
      "*": "https://mesh.example.com/base",
    });
  });

  test("reads what is told with everything that is sent, as it was meant", () => {
    const given = "deployment.environment=demo, team=a%2Cb ,empty=";
    expect(loadConfig({ OTEL_RESOURCE_ATTRIBUTES: given }).OTEL_RESOURCE_ATTRIBUTES).toEqual({
      "deployment.environment": "demo",
      team: "a,b",
      empty: "",
    });
  });

  test.each([
    ["on", true],
    ["true", true],
    ["1", true],
    ["off", false],
    ["false", false],
    ["0", false],
  ])("reads %s as %s", (text, value) => {
    const read = loadConfig({ HOT_ROUTES: text, CHECK_REPLIES: text });
    expect(read).toMatchObject({ HOT_ROUTES: value, CHECK_REPLIES: value });
  });

  test("accepts what the README names for each kind", () => {
    const config = loadConfig({
      DATABASE_URL: "postgresql://user:password@host:5432/database",
      CORS_ORIGINS: "https://shop.example.com, http://localhost:5173",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318",
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=abc=, tenant=merch , region=eu",
      PORT: "0",
    });
    expect(config).toMatchObject({
      PORT: 0,
      CORS_ORIGINS: ["https://shop.example.com", "http://localhost:5173"],
    });
  });

  test("cannot be changed afterwards", () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });
});
