// The witness of what was logged: the lines of application.log, and what came of each at the receiver.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownLogger } from "#lib/shipping/event.ts";
import { readLeftovers } from "#lib/shipping/spool.ts";
import type { Shipped } from "#lib/shipping/testing/log-receiver.ts";

type Line = {
  timestamp: string;
  level: string;
  service: string;
  logger: string;
  message: string;
  span_id: string | null;
  request_id: string | null;
};

/** A line and an event with the same name are one; lines may share a name, and are then counted. */
const nameOf = (parts: readonly unknown[]) => parts.map((part) => String(part ?? "")).join("\u001f");

/** Those that are meant for the receiver. */
export function readLines(logDir: string): string[] {
  const files = readdirSync(logDir).filter((name) => name.startsWith("application.log"));
  return files
    .flatMap((name) => readFileSync(join(logDir, name), "utf8").split("\n"))
    .flatMap((text) => {
      const line = parse(text);
      if (!line || line.level === "DEBUG" || line.logger === ownLogger) return [];
      const { timestamp, service, logger, message, span_id, request_id } = line;
      return [nameOf([timestamp, service, logger, message, span_id, request_id])];
    });
}

/** Undefined where a process that was killed left half a line. */
function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

export function nameOfShipped({ timestamp, service_name, message, attributes }: Shipped): string {
  const { logger, span_id, request_id } = attributes;
  return nameOf([timestamp, service_name, logger, message, span_id, request_id]);
}

/** What is in the first list and not in the second, each as often as it is missing there. */
export function without(first: readonly string[], second: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const name of second) left.set(name, (left.get(name) ?? 0) + 1);
  return first.filter((name) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}

export function countSpooled(dataDir: string): number {
  return readLeftovers(join(dataDir, "shipping")).reduce((sum, read) => sum + read().lines.length, 0);
}
