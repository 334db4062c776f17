// What can be asked of log lines and of spans by name.
import { logLevels } from "../log-level.ts";
import type { FilterFields } from "./term.ts";

const text = { kind: "text" } as const;

export const logFields = {
  level: { kind: "rank", values: logLevels },
  service: text,
  logger: text,
  message: text,
  request: text,
  trace: text,
  span: text,
  tenant: text,
} satisfies FilterFields;

export const spanFields = {
  service: text,
  operation: text,
  kind: { kind: "choice", values: ["server", "client", "internal", "producer", "consumer"] },
  status: { kind: "choice", values: ["ok", "error", "unset"] },
  duration: { kind: "duration" },
  tenant: text,
  request: text,
} satisfies FilterFields;
