// What a route declares: its schemas. Parsing, checking, documentation and dispatch all read this.
import type { z } from "zod";
import type { Runtime } from "#lib/runtime/type.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Any zod schema: those that browsers share are written with zod/mini. */
export type Schema = z.core.$ZodType;

/** A schema stands for application/json; a map names the media types. */
export type ReplySpec = Schema | Record<string, Schema>;

export function isSchema(reply: ReplySpec): reply is Schema {
  return "_zod" in reply;
}

/** What routes ask of a request. Fetch's, as Next hands it over, is one; a hot route's is lighter. */
export type RouteRequest = Pick<Request, "url" | "method" | "signal" | "text"> & {
  readonly headers: Pick<Headers, "get">;
};

export type RouteContext = Runtime & { readonly request: RouteRequest; readonly requestId: string };

export type RouteInput<P extends Schema, Q extends Schema, B extends Schema> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
};

export type RouteSpec<P extends Schema = Schema, Q extends Schema = Schema, B extends Schema = Schema> = {
  method: Method;
  /** OpenAPI style: `/api/products/{sku}`. */
  path: string;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Media types the body may have; JSON unless said otherwise. */
  accepts?: readonly string[];
  /**
   * Whoever answers tells of it in its own name: what is within the caller's trace, or comes back with a trace of its own,
   * gets no second span, log line or metric.
   */
  ownTelemetry?: boolean;
  /** Leaves no span, no log line and no metric, whatever the answer. */
  offTheRecord?: boolean;
  /** Answers by status; the first is the status of a plain return value. */
  replies: Record<number, ReplySpec>;
  /** Returns the value of the first reply, or a whole Response when status or media type vary. */
  run(context: RouteContext, input: RouteInput<P, Q, B>): unknown;
};

export type RouteHandler = {
  (
    request: RouteRequest,
    next?: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response>;
  readonly spec: RouteSpec;
};
