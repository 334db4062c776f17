/**
 * A Request whose body is here already, and whose signal is the given one. Fetch's own puts the body into a web stream
 * and follows the signal through a controller: for a small request, that costs more than everything else.
 */
export class ReadRequest extends Request {
  private readonly whole: Buffer<ArrayBuffer>;
  private readonly ended: AbortSignal;

  constructor(
    url: string,
    init: { method: string; headers: Headers; signal: AbortSignal },
    bytes: Buffer<ArrayBuffer>,
  ) {
    super(url, { method: init.method, headers: init.headers });
    this.whole = bytes;
    this.ended = init.signal;
  }

  override get signal(): AbortSignal {
    return this.ended;
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
