// A context that says one thing more than the one it comes from. The API's own copies a Map and makes three functions each
// time, and every call of the mesh takes four of them.
import type { Context } from "@opentelemetry/api";

export class LinkedContext implements Context {
  private readonly parent: Context;
  private readonly key: symbol;
  private readonly value: unknown;

  constructor(parent: Context, key: symbol, value: unknown) {
    this.parent = parent;
    this.key = key;
    this.value = value;
  }

  getValue(key: symbol): unknown {
    return key === this.key ? this.value : this.parent.getValue(key);
  }

  /** A span within a span takes its place, so that a chain does not grow with every call. */
  setValue(key: symbol, value: unknown): Context {
    return new LinkedContext(key === this.key ? this.parent : this, key, value);
  }

  deleteValue(key: symbol): Context {
    const rest = this.parent.deleteValue(key);
    return key === this.key ? rest : new LinkedContext(rest, this.key, this.value);
  }
}
