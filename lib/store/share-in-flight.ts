/** While a call is under way, whoever calls gets its outcome instead of starting another. */
export function shareInFlight<T>(work: () => PromiseLike<T>): () => Promise<T> {
  let inFlight: Promise<T> | undefined;
  // Resolved once and shared: a query of Drizzle runs anew for every `then`.
  const start = () =>
    Promise.resolve()
      .then(work)
      .finally(() => {
        inFlight = undefined;
      });
  return () => (inFlight ??= start());
}
