type Init = { status?: number; headers?: Record<string, string> };

/**
 * A Response whose text is known: our own server sends it as it is. Fetch's own checks and sorts the headers and puts the
 * text into a web stream; that is done here when somebody else asks for it.
 */
export class TextResponse extends Response {
  readonly wholeText: string;
  private readonly init: Init;
  private made: Response | undefined;

  constructor(text: string, init: Init = {}) {
    super(null, init.status === undefined ? undefined : { status: init.status });
    this.wholeText = text;
    this.init = init;
  }

  /** Undefined once they may have been changed. */
  get givenHeaders(): Readonly<Record<string, string>> | undefined {
    return this.made ? undefined : (this.init.headers ?? {});
  }

  override get headers(): Headers {
    return this.whole().headers;
  }
  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.whole().body;
  }
  override get bodyUsed(): boolean {
    return this.made?.bodyUsed ?? false;
  }
  override clone(): Response {
    return this.whole().clone();
  }
  override text(): Promise<string> {
    return this.whole().text();
  }
  override json(): Promise<unknown> {
    return this.whole().json();
  }
  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.whole().arrayBuffer();
  }
  override blob(): Promise<Blob> {
    return this.whole().blob();
  }
  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.whole().bytes();
  }
  override formData(): Promise<FormData> {
    return this.whole().formData();
  }

  private whole(): Response {
    this.made ??= new Response(this.wholeText, this.init);
    return this.made;
  }
}
