import type { LogLevel } from "#lib/contract/log-level.ts";

export type AttributeValue = string | number | boolean | null;

export type StoredLog = {
  /** Ascends with time; unique in the warehouse. */
  id: string;
  /** Microseconds since the epoch. */
  timeUs: number;
  level: LogLevel;
  service: string;
  logger: string;
  message: string;
  requestId: string | null;
  traceId: string | null;
  spanId: string | null;
  tenantId: string | null;
  attributes: Readonly<Record<string, AttributeValue>>;
};
