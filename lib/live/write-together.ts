import type { Duplex } from "node:stream";

/**
 * What is written to a socket within one turn of the event loop leaves in one piece: a burst of news costs one system call for
 * each browser instead of one for each browser and piece of news.
 */
export function writeTogether(socket: Duplex): void {
  const { write } = socket;
  let gathering = false;
  const leave = () => {
    gathering = false;
    socket.uncork();
  };
  socket.write = function gather(this: Duplex, ...given: unknown[]) {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(leave);
    }
    return Reflect.apply(write, this, given);
  };
}
