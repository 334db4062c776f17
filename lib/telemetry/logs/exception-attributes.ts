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

export function exceptionAttributes(thrown: unknown): Attributes {
  const error = withoutParameters(thrown);
  if (!(error instanceof Error) && !looksLikeError(error)) {
    return { [ATTR_EXCEPTION_TYPE]: typeof error, [ATTR_EXCEPTION_MESSAGE]: textOf(error) };
  }
  return {
    [ATTR_EXCEPTION_TYPE]: textOf(error.name),
    [ATTR_EXCEPTION_MESSAGE]: textOf(error.message),
    [ATTR_EXCEPTION_STACKTRACE]: typeof error.stack === "string" ? error.stack : undefined,
  };
}

/** The text of a failed query repeats all its parameters, whatever they are and however many: the reason is its cause. */
function withoutParameters(thrown: unknown): unknown {
  return thrown instanceof Error && "query" in thrown && "params" in thrown ? thrown.cause : thrown;
}

/** Errors from another realm (a worker, a vm) are errors too. */
function looksLikeError(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && "message" in thrown && "name" in thrown;
}
