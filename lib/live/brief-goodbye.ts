import { type ServerOptions, WebSocketServer } from "ws";

/** A stop waits for every socket, and a client that is gone or stalled never answers the goodbye. */
const goodbyeMs = 500;

/** A WebSocket server that cuts who does not answer its goodbye in time; left to itself it waits half a minute. */
export class BriefGoodbyeServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    const limited: ServerOptions & { closeTimeout: number } = { ...options, closeTimeout: goodbyeMs };
    super(limited);
  }
}
