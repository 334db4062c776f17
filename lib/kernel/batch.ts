// Many callers, one piece of work at a time: who comes while it is under way waits for the next, and they are done together.
// No timer: alone one does not wait at all, and the busier it gets the larger the batches become.

export type Batch<Item, Answer> = {
  /** Rejects as the work did, for all of its batch; or at once when too many wait. */
  add(item: Item): Promise<Answer>;
  /** Items that wait or are being worked on. */
  readonly pending: number;
  /** Resolves when nothing is pending. */
  idle(): Promise<void>;
};

type Options<Item, Answer> = {
  /** Gives one answer for each item, in their order. An Error among them is for its caller alone. */
  work(items: readonly Item[]): Promise<readonly (Answer | Error)[]>;
  /** Most items of one piece of work. */
  most: number;
  /** Most items that may wait. */
  queueLimit: number;
  /** What is thrown at whoever comes when the queue is full. */
  full(): Error;
};

type Waiting<Item, Answer> = { item: Item; answer: PromiseWithResolvers<Answer> };

export function createBatch<Item, Answer>(options: Options<Item, Answer>): Batch<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let atWork = 0;
  let running: Promise<void> | undefined;

  async function run() {
    while (waiting.length > 0) {
      // Whoever is at the door comes in first: work that never waits, such as the embedded database's, would otherwise
      // be done with one before the next is read from their connection.
      await new Promise(setImmediate);
      const batch = waiting.slice(0, options.most);
      waiting = waiting.slice(options.most);
      atWork = batch.length;
      const answer = await settle(batch, options.work);
      atWork = 0;
      answer();
    }
    running = undefined;
  }

  return {
    add(item) {
      if (waiting.length >= options.queueLimit) return Promise.reject(options.full());
      const answer = Promise.withResolvers<Answer>();
      waiting.push({ item, answer });
      running ??= run();
      return answer.promise;
    },
    get pending() {
      return waiting.length + atWork;
    },
    idle: async () => {
      while (running) await running;
    },
  };
}

/** Does the work; what is returned tells everybody. */
async function settle<Item, Answer>(
  batch: readonly Waiting<Item, Answer>[],
  work: Options<Item, Answer>["work"],
): Promise<() => void> {
  try {
    const answers = await work(batch.map(({ item }) => item));
    if (answers.length !== batch.length)
      throw new Error(`a batch of ${batch.length} got ${answers.length} answers`);
    return () =>
      batch.forEach(({ answer }, index) => {
        const given = answers[index];
        if (given instanceof Error) answer.reject(given);
        else answer.resolve(given as Answer);
      });
  } catch (error) {
    return () => {
      for (const { answer } of batch) answer.reject(error);
    };
  }
}
