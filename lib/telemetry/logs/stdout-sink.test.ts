import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createStdoutSink } from "./stdout-sink.ts";

describe("the stdout sink", () => {
  it("drops and counts lines when nobody reads, without growing for ever", () => {
    let dropped = 0;
    const stuck = new Writable({ write() {} });
    const sink = createStdoutSink(stuck, (lines) => {
      dropped += lines;
    });
    const line = `${"x".repeat(1_023)}\n`;
    for (let count = 0; count < 10_000; count += 1) sink.write(line);
    expect(dropped).toBeGreaterThan(5_000);
    expect(stuck.writableLength).toBeLessThan(4.1 * 1024 * 1024);
  });

  it("survives a reader that went away, and counts every line it could not write", async () => {
    let dropped = 0;
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
    });
    const sink = createStdoutSink(broken, (lines) => {
      dropped += lines;
    });
    for (let count = 0; count < 5; count += 1) sink.write("line\n");
    await sink.flush(1_000);
    sink.write("line\n");
    expect(dropped).toBe(6);
  });

  it("gives up a flush that does not end", async () => {
    const stuck = new Writable({ write() {} });
    const sink = createStdoutSink(stuck, () => {});
    sink.write("line\n");
    await sink.flush(20);
    expect(stuck.writableLength).toBe(5);
  });
});
