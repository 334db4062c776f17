/**
 * A Request whose body is here already, and whose headers and signal are the given ones. Fetch's own copies the headers,
 * puts the body into a web stream and follows the signal: for a small request, that costs more than everything else.
 */
export class ReadRequest extends Request {
  private readonly whole: Buffer<ArrayBuffer>;
  private readonly given: { headers: Headers; signal: AbortSignal };

  constructor(
    url: string,
    init: { method: string; headers: Headers; signal: AbortSignal },
    bytes: Buffer<ArrayBuffer>,
  ) {
    super(url, { method: init.method });
    this.whole = bytes;
    this.given = init;
  }

  override get headers(): Headers {
    return this.given.headers;
  }
  override get signal(): AbortSignal {
    return this.given.signal;
  }
  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.asResponse().body;
  }
  override async text(): Promise<string> {
    return new TextDecoder().decode(this.whole);
  }
  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.asResponse().arrayBuffer();
  }
  override blob(): Promise<Blob> {
    return this.asResponse().blob();
  }
  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.asResponse().bytes();
  }
  override formData(): Promise<FormData> {
    return this.asResponse().formData();
  }

  private asResponse(): Response {
    return new Response(this.whole, { headers: this.headers });
  }
}
