/** For errors that are expected and made often: taking the stack costs more than the rest of such a request. */
export function withoutStack<Failure extends Error>(make: () => Failure): Failure {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
