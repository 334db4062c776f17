import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { allowedValues } from "./kinds.ts";
import { aliases, loadConfig } from "./load.ts";
import { Environment } from "./schema.ts";

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

/** At least one for each variable that does not take any text. */
const wrong: Record<string, string[]> = {
  NODE_ENV: ["prod"],
  PORT: ["65536", "-1", "80.5", "abc", "0x50", "1e3", " ", "80 ", "99999999999999999999"],
  DATABASE_URL: ["mysql://localhost/shop", "localhost:5432", "postgres"],
  DATABASE_POOL_SIZE: ["0", "201"],
  ALLOWED_HOSTS: ["http://shop.example.com", "shop.example.com:3000", "*", "a b"],
  CORS_ORIGINS: ["shop.example.com", "https://shop.example.com/", "*", "null", "ftp://shop.example.com"],
  TRUST_PROXY: ["true", "11"],
  BODY_LIMIT_KB: ["0"],
  REQUEST_TIMEOUT_SECONDS: ["0", "601"],
  SHUTDOWN_TIMEOUT_SECONDS: ["0", "301"],
  FAULTMART_CRASH_AT: ["after-commit", "after-commit:0", "somewhere:1", "before-reply:x", ":3"],
  SIMULATION_SPEED: ["301", "-1", "1e2", ".5", "fast"],
  RATE_LIMIT_SHOP: ["-1", "1000001", "many"],
  RATE_LIMIT_CONTROL: ["-1", "1.5"],
  RATE_LIMIT_INGEST: ["-1"],
  CART_CLICK_EVERY: ["-1", "1001", "2.5", "third"],
  MESH_PATIENCE: ["0.5", "21"],
  MESH_SERVICES: ["8", "10001"],
  SERVICE_URLS: [
    "payment-service",
    "Payment=http://127.0.0.1:8004",
    "payment-service=127.0.0.1:8004",
    "=http://x",
  ],
  MESH_TOKEN: ["short", "with a space in it and more than thirty two"],
  HOT_ROUTES: ["yes", "TRUE"],
  BROWSER_TELEMETRY: ["yes"],
  CHECK_REPLIES: ["2"],
  LOG_LEVEL: ["verbose", "INFO"],
  LOG_FORMAT: ["text"],
  LOG_STDOUT: ["no"],
  LOG_FILE_MB: ["0"],
  METRICS_SERIES_LIMIT: ["9"],
  WAREHOUSE_RETENTION_HOURS: ["0"],
  WAREHOUSE_MAX_MB: ["15"],
  WAREHOUSE_MEMORY_MB: ["63"],
  QUERY_TIME_LIMIT_MS: ["99", "5s"],
  PRODSENTINEL_URL: ["localhost:8000", "ftp://localhost:8000"],
  SHIPPING_MAX_EVENTS: ["0", "1e5"],
  SMTP_URL: ["mail.example.com", "smtp:mail", "http://mail.example.com"],
  MAIL_FROM: ["alerts", "a@b, c@d"],
  NOTIFY_ALLOW_HOSTS: ["http://hooks.example.com", "10.0.0.0/8"],
  PUBLIC_URL: ["shop.example.com"],
  METABASE_URL: ["metabase.example.com", "ftp://metabase.example.com"],
  QUESTION_ID_DISCOUNT_STOCK: ["0", "question 7"],
  QUESTION_ID_VENDOR_STATUS: ["-1"],
  QUESTION_ID_VENDOR_PRODUCT_STATUS: ["2147483648"],
  METABASE_PAGE_SIZE: ["5M", "1000001"],
  METABASE_TIMEOUT_SECONDS: ["0", "56"],
  SIMULATED_VENDORS: ["-1", "10001"],
  VENDOR_HISTORY_DAYS: ["0", "3651"],
  DISCOUNT_STOCK_JOB_INTERVAL: ["0", "86401"],
  VENDOR_STATUS_JOB_INTERVAL: ["0", "3m"],
  VENDOR_PRODUCT_STATUS_JOB_INTERVAL: ["-1"],
  OTEL_EXPORTER_OTLP_ENDPOINT: ["localhost:4318", "grpc://localhost:4317"],
  OTEL_EXPORTER_OTLP_HEADERS: ["no-value", "=x"],
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ["localhost:4318/v1/traces"],
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: ["/v1/logs"],
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: ["udp://localhost:4318"],
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: ["no-value"],
  OTEL_EXPORTER_OTLP_LOGS_HEADERS: ["=x"],
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: ["a=b c=d,e"],
  OTEL_EXPORTER_OTLP_PROTOCOL: ["grpc", "http/json"],
  OTEL_EXPORTER_OTLP_TIMEOUT: ["0", "10s"],
  OTEL_EXPORTER_OTLP_COMPRESSION: ["zstd"],
  OTEL_SDK_DISABLED: ["yes"],
  OTEL_SERVICE_NAME: ["my shop", "a/b"],
  OTEL_RESOURCE_ATTRIBUTES: ["no-value", "=x", "team=100%"],
  OTEL_LOGS_EXPORTER: ["console"],
  OTEL_METRICS_EXPORTER: ["prometheus"],
  OTEL_BSP_SCHEDULE_DELAY: ["9"],
  OTEL_BSP_MAX_QUEUE_SIZE: ["0"],
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: ["0"],
  OTEL_BLRP_SCHEDULE_DELAY: ["1s"],
  OTEL_BLRP_MAX_QUEUE_SIZE: ["0"],
  OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: ["100001"],
  OTEL_TRACES_EXPORTER: ["jaeger"],
  OTEL_METRIC_EXPORT_INTERVAL: ["999"],
};
const secrets = [
  "DATABASE_URL",
  "MESH_TOKEN",
  "PRODSENTINEL_URL",
  "METABASE_URL",
  "METABASE_USERNAME",
  "METABASE_PASSWORD",
  "SMTP_URL",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
  "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
  "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
  "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
  "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
];
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
