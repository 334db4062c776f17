import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readEnvelope } from "./envelope.ts";
import { isTransportError } from "./errors.ts";
import { createHttpTransport, type HttpTransport, maxReplyBytes } from "./http-transport.ts";
import type { Envelope } from "./types.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let answer: Answer;
let server: Server;
let connections: number;
let transport: HttpTransport;

const envelope: Envelope = {
  service: "payment-service",
  operation: "charge",
  caller: "order-service",
  requestId: "request-1234",
  tenantId: "coupons",
  visitorId: "visitor-1",
  path: "0.1",
  remainingMs: 900,
  parent: { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", traceFlags: 1 },
  input: { amountMinor: 1_999 },
};

beforeEach(async () => {
  connections = 0;
  answer = (_request, response) => json(response, 200, {});
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    answer(request, response, Buffer.concat(chunks).toString());
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  transport = createHttpTransport({ urlOf: () => urlOf(server) });
});
afterEach(async () => {
  await transport.close();
  server.closeAllConnections();
  server.close();
});

function urlOf(listening: { address(): AddressInfo | string | null }): string {
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const send = (signal = new AbortController().signal) => transport.send(envelope, signal);

async function failureOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isTransportError(error) ? { code: error.code, message: error.message } : { other: error };
}

describe("a call", () => {
  test("arrives as it was sent, and brings the answer back", async () => {
    let arrived: Envelope | undefined;
    answer = (request, response, body) => {
      const headers = new Headers(request.headers as Record<string, string>);
      const [, , service = "", operation = ""] = (request.url ?? "").split("/");
      arrived = readEnvelope(headers, { service, operation, input: JSON.parse(body) });
      json(response, 201, { paid: true });
    };
    expect(await send()).toEqual({ status: 201, body: { paid: true } });
    expect(arrived).toMatchObject({ ...envelope });
  });

  test("is an answer whatever its status", async () => {
    answer = (_request, response) => json(response, 503, { code: "overloaded" });
    expect(await send()).toEqual({ status: 503, body: { code: "overloaded" } });
  });

  test("that is refused brings the refusal of the service, however it is told over HTTP", async () => {
    const problem = { type: "/docs", title: "Conflict", status: 409, requestId: "r", traceId: "t" };
    answer = (_request, response) =>
      json(response, 409, { ...problem, code: "out_of_stock", detail: "One is left." });
    expect(await send()).toEqual({ status: 409, body: { code: "out_of_stock", message: "One is left." } });
  });

  test("that is not answered in JSON has no body", async () => {
    answer = (_request, response) => response.end("<html>");
    expect(await send()).toEqual({ status: 200, body: undefined });
  });

  test("goes to the path below the address of its service", async () => {
    await transport.close();
    transport = createHttpTransport({ urlOf: () => `${urlOf(server)}/mesh/` });
    answer = (request, response) => json(response, 200, request.url);
    expect((await send()).body).toBe("/mesh/services/payment-service/charge");
  });

  test("uses the connections of those before", async () => {
    for (let call = 0; call < 20; call += 1) await send();
    // The next call may begin a moment before the connection of the last one is free again.
    expect(connections).toBeLessThanOrEqual(2);
  });

  test("may be called while others wait", async () => {
    await Promise.all(Array.from({ length: 50 }, () => send()));
    expect(connections).toBe(50);
  });
});

describe("without an answer a call fails as connections do", () => {
  test("nothing listens", async () => {
    const spare = createTcpServer().listen(0, "127.0.0.1");
    await once(spare, "listening");
    const url = urlOf(spare);
    await new Promise((closed) => spare.close(closed));
    await transport.close();
    transport = createHttpTransport({ urlOf: () => url });
    expect(await failureOf(send())).toEqual({
      code: "ECONNREFUSED",
      message: `connect ECONNREFUSED ${url.slice("http://".length)}`,
    });
  });

  test("nobody knows the name", async () => {
    await transport.close();
    transport = createHttpTransport({ urlOf: () => "http://nowhere.invalid" });
    expect(await failureOf(send())).toMatchObject({ code: "ECONNREFUSED" });
  });

  test("the other side hangs up", async () => {
    answer = (request) => request.socket.destroy();
    expect(await failureOf(send())).toEqual({ code: "ECONNRESET", message: "other side closed" });
  });

  test("the other side resets the connection", async () => {
    answer = (request) => request.socket.resetAndDestroy();
    expect(await failureOf(send())).toEqual({ code: "ECONNRESET", message: "read ECONNRESET" });
  });

  test("the answer breaks off", async () => {
    answer = (request, response) => {
      response.writeHead(200, { "content-length": 100 }).write("{", () => request.socket.destroy());
    };
    expect(await failureOf(send())).toMatchObject({ code: "ECONNRESET" });
  });

  test("the other side does not speak HTTP", async () => {
    answer = (request) => request.socket.end("SSH-2.0\r\n\r\n");
    expect(await failureOf(send())).toMatchObject({ code: "ECONNRESET" });
  });

  test("the answer has no end", async () => {
    answer = (_request, response) => {
      response.writeHead(200).write("x".repeat(maxReplyBytes + 1));
    };
    expect(await failureOf(send())).toMatchObject({ code: "ECONNRESET" });
  });

  test("the next call works again", async () => {
    answer = (request) => request.socket.destroy();
    await failureOf(send());
    answer = (_request, response) => json(response, 200, "again");
    expect((await send()).body).toBe("again");
  });
});

describe("a caller that no longer waits", () => {
  test("gets its own reason, and the other side sees it leave", async () => {
    const hungUp = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    answer = (request) => {
      request.socket.once("close", () => hungUp.resolve());
      reached.resolve();
    };
    const gaveUp = new AbortController();
    const call = send(gaveUp.signal);
    await reached.promise;
    const reason = new Error("deadline exceeded");
    gaveUp.abort(reason);
    await expect(call).rejects.toBe(reason);
    await hungUp.promise;
  });

  test("before it began sends nothing", async () => {
    await expect(send(AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(connections).toBe(0);
  });

  test("while it connects leaves no request behind", async () => {
    const seen = vi.fn();
    answer = seen;
    const gaveUp = new AbortController();
    const call = send(gaveUp.signal);
    gaveUp.abort(new Error("changed my mind"));
    await expect(call).rejects.toThrow("changed my mind");
    answer = (_request, response) => json(response, 200, "next");
    expect((await send()).body).toBe("next");
    expect(seen).not.toHaveBeenCalled();
  });
});
