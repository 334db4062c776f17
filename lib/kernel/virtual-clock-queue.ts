// Owns what a virtual clock will do and when: a binary heap ordered by time, then by who asked first.
export type Alarm = {
  readonly dueUs: number;
  readonly sequence: number;
  /** Undefined once it is cancelled. */
  ring: (() => void) | undefined;
};

/** Below this many a heap full of cancelled alarms costs nothing worth a clean-up. */
const fewAlarms = 1_024;

export class AlarmQueue {
  private heap: Alarm[] = [];
  private cancelled = 0;
  private lastSequence = 0;

  add(dueUs: number, ring: () => void): Alarm {
    this.lastSequence += 1;
    const alarm: Alarm = { dueUs, sequence: this.lastSequence, ring };
    this.heap.push(alarm);
    this.rise(this.heap.length - 1);
    return alarm;
  }

  /** Nearly every call sets a time limit and cancels it, so they must not pile up until they would have been due. */
  cancel(alarm: Alarm): void {
    if (!alarm.ring) return;
    alarm.ring = undefined;
    this.cancelled += 1;
    if (this.heap.length < fewAlarms || this.cancelled * 2 < this.heap.length) return;
    this.heap = this.heap.filter(({ ring }) => ring !== undefined);
    this.cancelled = 0;
    for (let index = (this.heap.length >> 1) - 1; index >= 0; index -= 1) this.sink(index);
  }

  /** Takes out the next one that is due by then, and returns what it does. */
  take(untilUs: number): { dueUs: number; ring: () => void } | undefined {
    for (let first = this.heap[0]; first && first.dueUs <= untilUs; first = this.heap[0]) {
      this.removeFirst();
      const { dueUs, ring } = first;
      if (ring) {
        first.ring = undefined;
        return { dueUs, ring };
      }
      this.cancelled -= 1;
    }
    return undefined;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(from: number): void {
    const alarm = this.heap[from] as Alarm;
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.heap[above] as Alarm;
      if (!isBefore(alarm, parent)) break;
      this.heap[index] = parent;
      index = above;
    }
    this.heap[index] = alarm;
  }

  private sink(from: number): void {
    const { heap } = this;
    const alarm = heap[from] as Alarm;
    let index = from;
    for (let below = 2 * index + 1; below < heap.length; below = 2 * index + 1) {
      const right = heap[below + 1];
      if (right && isBefore(right, heap[below] as Alarm)) below += 1;
      const child = heap[below] as Alarm;
      if (!isBefore(child, alarm)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = alarm;
  }
}

function isBefore(one: Alarm, other: Alarm): boolean {
  return one.dueUs < other.dueUs || (one.dueUs === other.dueUs && one.sequence < other.sequence);
}
