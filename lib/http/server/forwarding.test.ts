import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientAddress } from "./forwarding.ts";

function requestFrom(peer: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers["x-forwarded-for"] = forwarded;
  return request;
}

const address = fc.oneof(fc.ipV4(), fc.ipV6());
/** What an attacker may write into the header before the first proxy sees it. */
const forged = fc.oneof(
  fc.constant(""),
  fc.string({ unit: "binary-ascii" }).map((text) => text.replace(/[\r\n]/g, "")),
  fc.array(address, { minLength: 1, maxLength: 5 }).map((list) => list.join(",")),
  fc.constantFrom(",", ",,,", " , ", "127.0.0.1, 127.0.0.1"),
);

describe("the address of a client", () => {
  test("is the peer's when no proxy is trusted, whatever the header says", () => {
    fc.assert(
      fc.property(address, forged, (peer, header) => clientAddress(requestFrom(peer, header), 0) === peer),
    );
  });

  test("is the one the outermost trusted proxy saw, never one the client wrote", () => {
    const chain = fc.array(address, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(address, chain, fc.option(forged), (client, proxies, header) => {
        // Each proxy appends whom it talked to: the first the client, each next one the proxy before it.
        const seen = [client, ...proxies.slice(0, -1)];
        const forwarded = header === null ? seen.join(", ") : [header, ...seen].join(", ");
        const request = requestFrom(proxies.at(-1) ?? "", forwarded);
        expect(clientAddress(request, proxies.length)).toBe(client);
      }),
    );
  });

  test("is the peer's when the header is missing or has fewer places than proxies are trusted", () => {
    expect(clientAddress(requestFrom("10.0.0.1"), 1)).toBe("10.0.0.1");
    expect(clientAddress(requestFrom("10.0.0.1", ""), 1)).toBe("10.0.0.1");
    expect(clientAddress(requestFrom("10.0.0.1", "203.0.113.9"), 2)).toBe("10.0.0.1");
  });
});
