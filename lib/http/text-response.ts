/** A Response whose text is known: our own server sends it as it is, without reading it back out of a web stream. */
export class TextResponse extends Response {
  readonly wholeText: string;

  constructor(text: string, init?: ResponseInit) {
    super(text, init);
    this.wholeText = text;
  }
}
