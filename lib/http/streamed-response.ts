/**
 * A Response whose text comes piece by piece. Our own server takes the pieces as the client reads them; only elsewhere
 * is the web stream used. A route answers when the first piece is there: what fails before it is a problem like any
 * other, so whoever has nothing to say yet sends a greeting.
 */
export class StreamedResponse extends Response {
  private readonly pieces: AsyncIterator<string>;
  private first: Promise<IteratorResult<string>> | undefined;

  constructor(chunks: AsyncIterable<string>, init?: ResponseInit) {
    const pieces = chunks[Symbol.asyncIterator]();
    // Nothing is taken before somebody reads.
    const body = new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await this.next();
          if (done) controller.close();
          else controller.enqueue(new TextEncoder().encode(value));
        },
        cancel: () => this.cancel(),
      },
      { highWaterMark: 0 },
    );
    super(body, init);
    this.pieces = pieces;
  }

  async begin(): Promise<void> {
    this.first = this.pieces.next();
    await this.first;
  }

  next(): Promise<IteratorResult<string>> {
    const piece = this.first ?? this.pieces.next();
    this.first = undefined;
    return piece;
  }

  /** One that is in the middle of its work ends only after it; nobody waits for that. */
  cancel(): void {
    this.pieces.return?.().catch(() => undefined);
  }
}
