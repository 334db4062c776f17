// A client that asks again and again and reads nothing of what it is answered.
import { setTimeout as sleep } from "node:timers/promises";
import { connectSilently } from "#lib/live/testing/silent-client.ts";

const mostAsked = 20_000;
/** Below what is cut for flooding: it is to be cut for not reading. */
const askEveryMs = 8;

/** Resolves with what was still on its way when it was cut, in bytes; undefined where it never was. */
export async function stopReading(url: string, wasCut: () => boolean): Promise<number | undefined> {
  const { port } = new URL(url);
  const wire = await connectSilently(Number(port), "/socket.io/?EIO=4&transport=websocket");
  try {
    wire.write(frame("40"));
    for (let asked = 0; asked < mostAsked && !wasCut(); asked += 1) {
      wire.write(frame(`42${asked}["feed:join",{"feed":"alerts"}]`));
      await sleep(askEveryMs);
    }
    if (!wasCut()) return undefined;
    let bytes = 0;
    wire.on("data", (chunk) => {
      bytes += chunk.length;
    });
    const ended = new Promise((resolve) => wire.once("close", resolve));
    wire.resume();
    await ended;
    return bytes;
  } finally {
    wire.destroy();
  }
}

/** A text frame as a browser sends it; a mask of zeros leaves the text as it is. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}
