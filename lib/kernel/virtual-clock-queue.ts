// Owns what a virtual clock will do and when: a binary heap ordered by time, then by who asked first.
export type Alarm = {
  readonly dueUs: number;
  readonly sequence: number;
  readonly ring: () => void;
  /** Its place in the heap; -1 once it is out of it. */
  at: number;
};

export class AlarmQueue {
  private readonly heap: Alarm[] = [];
  private lastSequence = 0;

  add(dueUs: number, ring: () => void): Alarm {
    this.lastSequence += 1;
    const alarm: Alarm = { dueUs, sequence: this.lastSequence, ring, at: this.heap.length };
    this.heap.push(alarm);
    this.rise(alarm);
    return alarm;
  }

  /** Nearly every call sets a time limit and cancels it, so they must not pile up until they would have been due. */
  cancel(alarm: Alarm): void {
    if (alarm.at < 0) return;
    this.remove(alarm);
  }

  /** Takes out the next one that is due by then. */
  take(untilUs: number): Alarm | undefined {
    const [first] = this.heap;
    if (!first || first.dueUs > untilUs) return undefined;
    this.remove(first);
    return first;
  }

  private remove(alarm: Alarm): void {
    const last = this.heap.pop();
    if (last && last !== alarm) {
      this.put(last, alarm.at);
      this.sink(last);
      this.rise(last);
    }
    alarm.at = -1;
  }

  private put(alarm: Alarm, at: number): void {
    this.heap[at] = alarm;
    alarm.at = at;
  }

  private rise(alarm: Alarm): void {
    let index = alarm.at;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.heap[above] as Alarm;
      if (!isBefore(alarm, parent)) break;
      this.put(parent, index);
      index = above;
    }
    this.put(alarm, index);
  }

  private sink(alarm: Alarm): void {
    const { heap } = this;
    let index = alarm.at;
    for (let below = 2 * index + 1; below < heap.length; below = 2 * index + 1) {
      const right = heap[below + 1];
      if (right && isBefore(right, heap[below] as Alarm)) below += 1;
      const child = heap[below] as Alarm;
      if (!isBefore(child, alarm)) break;
      this.put(child, index);
      index = below;
    }
    this.put(alarm, index);
  }
}

function isBefore(one: Alarm, other: Alarm): boolean {
  return one.dueUs < other.dueUs || (one.dueUs === other.dueUs && one.sequence < other.sequence);
}
