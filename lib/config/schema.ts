// The whole environment, in one schema. The README's table is generated from it, so every variable says here
// what it is for; nothing else in the project reads process.env.
import { z } from "zod";
import {
  count,
  crashPlan,
  decimal,
  flag,
  hostNames,
  httpUrl,
  mailAddress,
  oneOf,
  origins,
  postgresUrl,
  serviceUrls,
  smtpUrl,
  text,
  token,
} from "./kinds.ts";
import { otelVariables } from "./otel-variables.ts";

export const Environment = z.object({
  NODE_ENV: oneOf(["development", "production", "test"])
    .default("production")
    .describe("Which way Next runs"),
  HOST: text.default("127.0.0.1").describe("Address to listen on; `0.0.0.0` exposes the playground"),
  PORT: count(0, 65_535)
    .default(3000)
    .describe("Port to listen on; `APP_PORT` is accepted too; 0 takes a free one"),
  DATA_DIR: text.default("data").describe("Where all state lives"),
  DATABASE_URL: postgresUrl.optional().describe("PostgreSQL to use instead of the embedded database"),
  DATABASE_POOL_SIZE: count(1, 200).default(10).describe("Connections to PostgreSQL"),
  ALLOWED_HOSTS: hostNames
    .default(["localhost", "127.0.0.1", "[::1]"])
    .describe("Host names this server answers to; others get 421"),
  CORS_ORIGINS: origins.default([]).describe("Foreign origins whose pages may call the API"),
  TRUST_PROXY: count(0, 10).default(0).describe("How many reverse proxies in front may be believed"),
  BODY_LIMIT_KB: count(1, 102_400).default(1_024).describe("Largest request body; above it 413"),
  RATE_LIMIT_SHOP: count(0, 1_000_000)
    .default(300)
    .describe("Requests a second one client may send to the shop; 0 sets no limit"),
  RATE_LIMIT_CONTROL: count(0, 1_000_000)
    .default(100)
    .describe("The same for the control room's endpoints, such as faults and traces"),
  RATE_LIMIT_INGEST: count(0, 1_000_000)
    .default(200)
    .describe("The same for reports of browsers and of services that run elsewhere"),
  REQUEST_TIMEOUT_SECONDS: count(1, 600)
    .default(30)
    .describe("Longest time a client may take to send a request"),
  SHUTDOWN_TIMEOUT_SECONDS: count(1, 300)
    .default(20)
    .describe("How long requests in flight may take after a stop signal"),
  SIMULATION_SPEED: decimal(0, 300)
    .default(1)
    .describe("Background shoppers: 1 is about 3 requests a second, 0 none"),
  CART_CLICK_EVERY: count(0, 1_000)
    .default(3)
    .describe("Which add-to-cart click of a visitor fails from the start; 0 none"),
  MESH_SEED: text.default("faultmart").describe("Decides who comes to shop and what befalls them"),
  MESH_SERVICES: count(9, 10_000)
    .default(9)
    .describe("Size of the mesh; what goes beyond the nine services is generated"),
  MESH_PATIENCE: decimal(1, 20)
    .default(1)
    .describe("How many times as long as usual services wait for each other; for slow machines"),
  SERVICE_URLS: serviceUrls.default({}).describe("Where the services are that run as processes of their own"),
  MESH_TOKEN: token
    .optional()
    .describe("Secret of all processes of one mesh; whoever does not send it is refused between them"),
  HOT_ROUTES: flag.default(true).describe("Serve busy endpoints without Next's router; `off` to compare"),
  CHECK_REPLIES: flag.default(false).describe("Check every reply against its schema; for tests"),
  FAULTMART_CRASH_AT: crashPlan
    .optional()
    .describe(
      "For drills: where in a purchase, and at which one, the process ends itself as if by `kill -9`",
    ),
  BROWSER_TELEMETRY: flag
    .default(true)
    .describe(
      "Pages tell what was clicked, what that asked for and how fast they were; `off` loads no script for it",
    ),
  LOG_LEVEL: oneOf(["debug", "info", "warn", "error", "critical"])
    .default("info")
    .describe("Least severe level written"),
  LOG_FORMAT: oneOf(["json", "structlog", "django"]).default("json").describe("Key names of the JSON lines"),
  LOG_STDOUT: flag.default(true).describe("Write log lines to stdout"),
  LOG_DIR: text.default("logs").describe("Where `application.log` is written and rotated"),
  LOG_FILE_MB: count(1, 1_024)
    .default(10)
    .describe("Size at which the log file is rotated; five old files are kept"),
  METRICS_SERIES_LIMIT: count(10, 100_000)
    .default(2_000)
    .describe("Series a metric may have; the rest share one `overflow` series"),
  WAREHOUSE_RETENTION_HOURS: count(1, 2_160)
    .default(24)
    .describe("Age at which spans, logs and points are deleted"),
  WAREHOUSE_MAX_MB: count(16, 102_400)
    .default(512)
    .describe("Size above which the oldest telemetry is deleted"),
  WAREHOUSE_MEMORY_MB: count(64, 16_384).default(128).describe("Memory the telemetry warehouse may use"),
  QUERY_TIME_LIMIT_MS: count(100, 600_000)
    .default(5_000)
    .describe(
      "How long a question to the telemetry warehouse may take; then it is stopped and answered with 503",
    ),
  PRODSENTINEL_URL: httpUrl
    .optional()
    .describe("Send every log event from INFO on to this ProdSentinel; unset sends none"),
  SHIPPING_MAX_EVENTS: count(1, 10_000_000)
    .default(100_000)
    .describe("Log events that may wait for ProdSentinel; beyond it the oldest are dropped and counted"),
  SMTP_URL: smtpUrl.optional().describe("Mail server that takes notifications; unset sends no e-mail"),
  MAIL_FROM: mailAddress.default("faultmart@localhost").describe("Who sends notifications by e-mail"),
  NOTIFY_ALLOW_HOSTS: hostNames
    .default([])
    .describe("Hosts that webhooks may reach though their addresses are private"),
  PUBLIC_URL: httpUrl
    .optional()
    .describe("Where people reach this server; links in notifications lead there, unset they have none"),
  METABASE_URL: httpUrl
    .optional()
    .describe("Where vendors are asked for; unset watches the built-in vendors instead"),
  METABASE_USERNAME: text.optional().describe("Whom Metabase knows us as; wanted with `METABASE_URL`"),
  METABASE_PASSWORD: text.optional().describe("That user's password; wanted with `METABASE_URL`"),
  QUESTION_ID_DISCOUNT_STOCK: count(1, 2_147_483_647)
    .default(7_179)
    .describe("Metabase's question about discounted stock"),
  QUESTION_ID_VENDOR_STATUS: count(1, 2_147_483_647)
    .default(7_163)
    .describe("Metabase's question about which vendors are online"),
  QUESTION_ID_VENDOR_PRODUCT_STATUS: count(1, 2_147_483_647)
    .default(7_196)
    .describe("Metabase's question about how many products of each vendor are available"),
  METABASE_PAGE_SIZE: count(0, 1_000_000)
    .default(0)
    .describe(
      "Rows asked of Metabase at once, by the variables `page_size` and `page_offset` of its questions; 0 asks for all at once",
    ),
  METABASE_TIMEOUT_SECONDS: count(1, 55)
    .default(45)
    .describe("How long Metabase may take to answer a question"),
  SIMULATED_VENDORS: count(0, 10_000)
    .default(300)
    .describe("How many built-in vendors are watched while `METABASE_URL` is unset; 0 none"),
  DISCOUNT_STOCK_JOB_INTERVAL: count(1, 86_400)
    .default(180)
    .describe("Seconds between two questions for the stock of discounted items"),
  VENDOR_STATUS_JOB_INTERVAL: count(1, 86_400)
    .default(185)
    .describe("Seconds between two questions for who is online"),
  VENDOR_PRODUCT_STATUS_JOB_INTERVAL: count(1, 86_400)
    .default(190)
    .describe("Seconds between two questions for which products are available"),
  VENDOR_HISTORY_DAYS: count(1, 3_650).default(90).describe("How long the history of vendors is kept"),
  ...otelVariables,
});
export type Environment = z.infer<typeof Environment>;
