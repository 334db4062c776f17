import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import type { Attributes } from "../types.ts";

/** Anything can be thrown, even something whose text cannot be read. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "a value without a text";
  }
}

export function exceptionAttributes(error: unknown): Attributes {
  if (!(error instanceof Error) && !looksLikeError(error)) {
    return { [ATTR_EXCEPTION_TYPE]: typeof error, [ATTR_EXCEPTION_MESSAGE]: textOf(error) };
  }
  return {
    [ATTR_EXCEPTION_TYPE]: textOf(error.name),
    [ATTR_EXCEPTION_MESSAGE]: textOf(error.message),
    [ATTR_EXCEPTION_STACKTRACE]: typeof error.stack === "string" ? error.stack : undefined,
  };
}

/** Errors from another realm (a worker, a vm) are errors too. */
function looksLikeError(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && "message" in thrown && "name" in thrown;
}
