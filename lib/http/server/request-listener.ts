// The front of the house. Guards, then one of: socket transport, hot endpoint, Next.
import type { IncomingMessage, ServerResponse } from "node:http";
import { context } from "@opentelemetry/api";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { requestScopeOf } from "#lib/telemetry/request-scope.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { Match, PathTable } from "../path-pattern.ts";
import { toProblem } from "../problem.ts";
import { limitBody } from "./body-limit.ts";
import { answerOptions, setCorsHeaders } from "./cors.ts";
import type { Exchange, ExchangeRecorder } from "./exchange.ts";
import { settleForwarding } from "./forwarding.ts";
import { greetOnPage } from "./greet-page.ts";
import { checkHost, checkOrigin, readPath } from "./guards.ts";
import { laneOf, type RateLimits } from "./rate-limits.ts";
import { dropUnreadableRouterState } from "./router-state.ts";
import type { Route } from "./routes.ts";
import { contentSecurityPolicy, setSecurityHeaders } from "./security-headers.ts";
import { sendResponse, toRequest } from "./web-exchange.ts";

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export type Front = {
  config: Config;
  log: Logger;
  routes: PathTable<Route>;
  offTheRecord(target: string): boolean;
  exchanges: ExchangeRecorder;
  limits: RateLimits;
  next: NodeHandler;
  sockets: NodeHandler;
  draining(): boolean;
};

export const socketPath = "/socket.io/";
/** Shared: its stack says nothing. */
const clientIsGone = new Error("the client closed the connection");
/** What Next's error overlay and source maps ask for while developing. */
const nextToolsPath = "/__nextjs";

export function createRequestListener(front: Front): NodeHandler {
  return (request, response) => {
    const offTheRecord = front.offTheRecord(request.url ?? "/");
    const exchange = front.exchanges.begin(request, response, { offTheRecord });
    return context.with(exchange.context, async () => {
      try {
        await serve(front, exchange);
      } catch (error) {
        answerProblem(front, exchange, error);
      }
    });
  };
}

function serve(front: Front, exchange: Exchange): Promise<void> | void {
  const { request, response } = exchange;
  const { config } = front;
  setSecurityHeaders(response);
  if (front.draining()) response.setHeader("connection", "close");
  checkHost(request, config);
  const { path, search } = readPath(request);
  const toSocket = path.startsWith(socketPath);
  // A socket that begins as polling is opened by a GET.
  checkOrigin(request, config, { upgrade: toSocket });
  limitBody(request, config.BODY_LIMIT_KB * 1024, (error) => answerProblem(front, exchange, error));
  settleForwarding(request, config.TRUST_PROXY);
  if (toSocket) {
    exchange.route = socketPath;
    exchange.quiet = true;
    return front.sockets(request, response);
  }
  if (config.NODE_ENV === "development" && path.startsWith(nextToolsPath))
    return front.next(request, response);
  const match = front.routes.find(path);
  if (!match && isReading(request) && redirectWithoutSlash(front, exchange, path, search)) return;
  exchange.route = match?.pattern ?? "unmatched";
  if (match?.value.kind === "endpoint")
    return serveEndpoint(front, exchange, { ...match, value: match.value }, path + search);
  return servePage(front, exchange, path, match?.value.kind);
}

/** `/room/` is `/room`: the older systems wrote their addresses with a slash at the end. */
function redirectWithoutSlash(
  front: Front,
  { request, response }: Exchange,
  path: string,
  search: string,
): boolean {
  const bare = path.endsWith("/") ? path.slice(0, -1) : undefined;
  if (!bare || !front.routes.find(bare)) return false;
  response.writeHead(308, { location: bare + search }).end();
  request.resume();
  return true;
}

function isReading({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

type EndpointMatch = Match<Extract<Route, { kind: "endpoint" }>>;

async function serveEndpoint(front: Front, exchange: Exchange, match: EndpointMatch, target: string) {
  const { request, response } = exchange;
  const { handlers, hot } = match.value;
  setCorsHeaders(request, response, front.config);
  const head = request.method === "HEAD";
  const handler = handlers.get(head ? "GET" : (request.method ?? ""));
  if (request.method === "OPTIONS") return answerOptions(request, response, allowedBy(handlers));
  if (!handler) throw methodNotAllowed(request, allowedBy(handlers));
  exchange.quiet = handler.spec.tag === "Operations";
  const lane = laneOf(handler.spec);
  const admission = lane && front.limits.admit(lane, clientOf(request));
  if (admission) await admission;
  exchange.ownTelemetry = handler.spec.ownTelemetry === true;
  if (!hot || !front.config.HOT_ROUTES) return await front.next(request, response);
  const asked = await toRequest(request, target, new Caller(response));
  const answer = await handler(asked, { params: Promise.resolve(match.params) });
  // A body over its limit was answered while the handler waited for the rest of it.
  if (!response.headersSent) await sendResponse(answer, response, { head });
}

function allowedBy(handlers: EndpointMatch["value"]["handlers"]): string {
  return [...handlers.keys(), ...(handlers.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
}

/**
 * Most routes never ask for the signal, so it is made for those that do. A class: each object with a getter written in
 * place has a shape of its own, to which V8 holds on, and to the request with it, until the next full collection.
 */
class Caller {
  private readonly response: ServerResponse;
  private gone: AbortController | undefined;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  get signal(): AbortSignal {
    this.gone ??= followClose(this.response);
    return this.gone.signal;
  }
}

function followClose(response: ServerResponse): AbortController {
  const gone = new AbortController();
  const leave = () => {
    if (!response.writableFinished) gone.abort(clientIsGone);
  };
  if (response.closed) leave();
  else response.once("close", leave);
  return gone;
}

/** As it was settled: nothing that a client made up. */
function clientOf({ headers }: IncomingMessage): string {
  return String(headers["x-forwarded-for"]);
}

function servePage(front: Front, exchange: Exchange, path: string, kind: "page" | "file" | undefined) {
  const { request, response } = exchange;
  const reading = isReading(request);
  if (!kind && !(reading && acceptsHtml(request)))
    throw new AppError("not_found", "Nothing is served at this address. See /docs/api.");
  if (request.method === "OPTIONS") return answerOptions(request, response, "GET, HEAD, OPTIONS");
  if (!reading) throw methodNotAllowed(request, "GET, HEAD, OPTIONS");
  // On everything that Next answers: what looks like a file can turn out to be a page that says it is not there.
  const policy = contentSecurityPolicy({ development: front.config.NODE_ENV === "development" });
  dropUnreadableRouterState(request);
  if (kind === "page") greetOnPage(request, response, path);
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  const scope = requestScopeOf(exchange.context);
  if (scope)
    scope.answerAs = (status) => {
      response.statusCode = status;
    };
  return front.next(request, response);
}

function acceptsHtml(request: IncomingMessage): boolean {
  return request.headers.accept?.includes("text/html") ?? false;
}

function methodNotAllowed(request: IncomingMessage, allow: string): AppError {
  return new AppError("method_not_allowed", `${request.method} is not served here; use ${allow}.`, {
    headers: { allow },
  });
}

function answerProblem(front: Front, exchange: Exchange, error: unknown) {
  const { request, response } = exchange;
  const { status, headers, body } = toProblem(error, exchange.requestId);
  if (body.code === "internal") {
    if (exchange.offTheRecord) front.log.error("a request could not be answered");
    else front.log.exception("the request could not be answered", error);
  }
  if (response.headersSent) return void response.destroy();
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // A body that nobody reads would stand in front of the next request on this connection.
  const unread = !request.complete && hasBody(request);
  if (unread) response.setHeader("connection", "close");
  response.writeHead(status).end(request.method === "HEAD" ? undefined : JSON.stringify(body));
  if (status === 413) response.once("finish", () => request.destroy());
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
