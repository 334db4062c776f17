// What a hop costs at least: a server that asks itself for the next link, with the same client and nothing else.
import { createServer } from "node:http";
import { Pool } from "undici";

let pool: Pool;
let hops = 0;

const server = createServer((request, response) => {
  request.resume();
  request.once("end", async () => {
    hops += 1;
    const left = Number(request.url?.slice(1));
    if (left > 1) {
      const { body } = await pool.request({ path: `/${left - 1}`, method: "POST", body: "{}" });
      await body.dump();
    }
    response.setHeader("content-type", "application/json").end("{}");
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  pool = new Pool(`http://127.0.0.1:${port}`, { connections: 256, pipelining: 1 });
  process.send?.({ url: `http://127.0.0.1:${port}` });
});

process.on("message", () => process.send?.({ hops }));
