// Tells work that nobody waits for it any more. Every call of the mesh makes one, and an AbortController costs as much as
// the rest of the waiting together. Whoever listens may be handed an AbortSignal as well: it is one of these.
export type StopSignal = {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", heard: () => void, options?: { once: true }): void;
  removeEventListener(type: "abort", heard: () => void): void;
};

type Heard = () => void;
const nobody: readonly Heard[] = [];

export class Stop implements StopSignal {
  aborted = false;
  reason: unknown = undefined;
  /** Nearly always one or none. */
  private listeners = nobody;

  /** Tells them in the order in which they began to listen; doing so twice is fine. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (let [heard, ...others] = this.listeners; heard; [heard, ...others] = this.listeners) {
      this.listeners = others;
      heard();
    }
  }

  addEventListener(_type: "abort", heard: Heard): void {
    if (this.aborted) return;
    this.listeners = this.listeners === nobody ? [heard] : [...this.listeners, heard];
  }

  removeEventListener(_type: "abort", heard: Heard): void {
    const { listeners } = this;
    const last = listeners.length === 1 && listeners[0] === heard;
    this.listeners = last ? nobody : listeners.filter((one) => one !== heard);
  }
}
